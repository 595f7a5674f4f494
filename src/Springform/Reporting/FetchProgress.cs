using System.Globalization;

namespace Springform.Reporting;

/// <summary>
/// How far downloads are, all of them together: one line that changes on a terminal; elsewhere a line now and then. Called from several threads.
/// </summary>
internal sealed class FetchProgress(Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan BetweenPictures = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(15);

    private readonly Lock turn = new();
    private readonly long started = clock.GetTimestamp();
    private long sizeBytes;
    private long thereBytes;
    private long movedBytes;
    private long shown;
    private int open;

    /// <param name="name">of the archive</param>
    /// <param name="doneBytes">there already, from an interrupted download</param>
    public void Begin(string name, long sizeBytes, long doneBytes)
    {
        lock (turn)
        {
            this.sizeBytes += sizeBytes;
            thereBytes += doneBytes;
            open++;
            shown = clock.GetTimestamp();
        }

        terminal.Line($"    downloading {name}, {SizeText.Of(sizeBytes)}{(doneBytes > 0 ? $", of which {SizeText.Of(doneBytes)} are there" : "")}");
    }

    /// <param name="bytes">more; less than none when a download begins anew</param>
    public void Moved(long bytes)
    {
        lock (turn)
        {
            movedBytes += bytes;
            if (clock.GetElapsedTime(shown) < (terminal.IsInteractive ? BetweenPictures : BetweenLines))
                return;
            shown = clock.GetTimestamp();
            if (terminal.IsInteractive)
                terminal.Passing($"    {Text}");
            else
                terminal.Line($"    {Text}");
        }
    }

    public void End(string name)
    {
        lock (turn)
        {
            if (--open == 0)
                terminal.Passing("");
        }
    }

    private string Text
    {
        get
        {
            var there = Math.Min(sizeBytes, thereBytes + movedBytes);
            var seconds = Math.Max(0.001, clock.GetElapsedTime(started).TotalSeconds);
            var rate = Math.Max(0, movedBytes) / seconds;
            var left = rate < 1 ? "" : $", {Elapsed.Of(TimeSpan.FromSeconds((sizeBytes - there) / rate))} left";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{SizeText.Of(there)} of {SizeText.Of(sizeBytes)} ({(sizeBytes == 0 ? 100 : there * 100 / sizeBytes)} %), {SizeText.Of((long)rate)}/s{left}"
            );
        }
    }
}
