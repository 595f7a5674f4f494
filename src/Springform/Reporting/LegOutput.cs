using Springform.Ci;
using Springform.Files;
using Springform.Machine;

namespace Springform.Reporting;

/// <summary>
/// One leg's lines: to the live table, or to the terminal with the leg's name before each when several run, and whole into its own log file. Secrets are
/// masked. Of details a terminal without a table shows one a minute, so that nobody takes a long build for one that hangs.
/// </summary>
internal sealed class LegOutput : IOutput, IDisposable
{
    private static readonly TimeSpan BetweenDetails = TimeSpan.FromMinutes(1);

    private readonly IOutput terminal;
    private readonly string prefix;
    private readonly Secrets secrets;
    private readonly LegTable? table;
    private readonly string leg;
    private readonly TimeProvider clock;
    private readonly StreamWriter log;
    private long lastShown;

    public LegOutput(IOutput terminal, string logFolder, string leg, bool prefixed, Secrets secrets, TimeProvider clock, LegTable? table = null)
    {
        this.clock = clock;
        lastShown = clock.GetTimestamp();
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

    /// <summary>Details are lines like others: --verbosity=verbose.</summary>
    public bool ShowsDetails { get; init; }

    public void Line(string text)
    {
        var masked = Log(text);
        if (table is not null)
            table.Says(leg, masked);
        else
            terminal.Line(prefix + masked);
    }

    public void Detail(string text)
    {
        var masked = Log(text);
        if (table is not null)
            table.Says(leg, masked);
        else if (ShowsDetails || IsTimeToShow())
            terminal.Line(prefix + masked);
        else
            terminal.Detail(prefix + masked);
    }

    private string Log(string text)
    {
        var masked = Masked(secrets, text);
        lock (log)
        {
            log.WriteLine(ShownText.Of(masked, colours: false));
        }

        return masked;
    }

    private bool IsTimeToShow()
    {
        lock (log)
        {
            if (clock.GetElapsedTime(lastShown) < BetweenDetails)
                return false;
            lastShown = clock.GetTimestamp();
            return true;
        }
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
