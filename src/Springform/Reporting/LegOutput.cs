using Springform.Ci;
using Springform.Files;
using Springform.Machine;

namespace Springform.Reporting;

/// <summary>
/// One leg's lines: to the live table, or to the terminal with the leg's name before each when several run, and whole into its own log file. Secrets are
/// masked.
/// </summary>
internal sealed class LegOutput : IOutput, IDisposable
{
    private readonly IOutput terminal;
    private readonly string prefix;
    private readonly Secrets secrets;
    private readonly LegTable? table;
    private readonly string leg;
    private readonly StreamWriter log;

    public LegOutput(IOutput terminal, string logFolder, string leg, bool prefixed, Secrets secrets, LegTable? table = null)
    {
        this.terminal = terminal;
        this.secrets = secrets;
        this.table = table;
        this.leg = leg;
        prefix = prefixed ? $"[{leg}] " : "  ";
        LogPath = Path.Combine(logFolder, leg.Replace('/', '-') + ".log");
        Directory.CreateDirectory(logFolder);
        log = PlainFile.CreateText(LogPath);
    }

    public string LogPath { get; }

    public void Line(string text)
    {
        var masked = Masked(secrets, text);
        lock (log)
        {
            log.WriteLine(ShownText.Of(masked, colours: false));
        }

        if (table is not null)
            table.Says(leg, masked);
        else
            terminal.Line(prefix + masked);
    }

    /// <summary>
    /// Also a secret that only an escape sequence within it keeps from being seen: it is cleaned away where the line is shown. Such a line loses its colours.
    /// </summary>
    public static string Masked(Secrets secrets, string text)
    {
        var masked = secrets.Masked(text);
        var plain = ShownText.Of(masked, colours: false);
        var safe = plain == masked ? masked : secrets.Masked(plain);
        return safe == plain ? masked : safe;
    }

    public void Dispose() => log.Dispose();
}
