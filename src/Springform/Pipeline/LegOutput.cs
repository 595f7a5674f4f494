using Springform.Engine;

namespace Springform.Pipeline;

/// <summary>One leg's lines: to the terminal with the leg's name before each when several run, and whole into its own log file. Secrets are masked.</summary>
internal sealed class LegOutput : IOutput, IDisposable
{
    private readonly IOutput terminal;
    private readonly string prefix;
    private readonly IReadOnlyList<string> secrets;
    private readonly StreamWriter log;

    public LegOutput(IOutput terminal, string logFolder, string leg, bool prefixed, IReadOnlyList<string> secrets)
    {
        this.terminal = terminal;
        this.secrets = secrets;
        prefix = prefixed ? $"[{leg}] " : "  ";
        LogPath = Path.Combine(logFolder, leg.Replace('/', '-') + ".log");
        Directory.CreateDirectory(logFolder);
        log = new StreamWriter(LogPath, append: false);
    }

    public string LogPath { get; }

    public void Line(string text)
    {
        var masked = Masked(text);
        lock (log)
        {
            log.WriteLine(masked);
        }

        terminal.Line(prefix + masked);
    }

    /// <summary>The text without the secrets' values: a failed leg's last lines are shown once more in its error.</summary>
    public string Masked(string text) => secrets.Aggregate(text, (line, secret) => line.Replace(secret, "***", StringComparison.Ordinal));

    public void Dispose() => log.Dispose();
}
