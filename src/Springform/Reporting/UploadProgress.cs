using System.Globalization;
using Springform.Names;
using Springform.Publish.Assets;

namespace Springform.Reporting;

/// <summary>
/// How far uploads are: one line that changes on a terminal; elsewhere a line for each asset that is done, and one now and then while nothing is. Called from
/// several threads.
/// </summary>
internal sealed class UploadProgress(Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan BetweenPictures = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(15);

    private readonly Lock turn = new();
    private int files;
    private int done;
    private long sizeBytes;
    private long sentBytes;
    private long shown;

    public void Begin(int files, long sizeBytes)
    {
        lock (turn)
        {
            (this.files, this.sizeBytes, done, sentBytes, shown) = (files, sizeBytes, 0, 0, clock.GetTimestamp());
        }

        terminal.Line($"    uploading {Counted.Of(files, "asset")}, {SizeText.Of(sizeBytes)}");
    }

    /// <param name="bytes">that went out; negative when an attempt failed and they do not count any more</param>
    public void Moved(long bytes)
    {
        lock (turn)
        {
            sentBytes += bytes;
            if (clock.GetElapsedTime(shown) < (terminal.IsInteractive ? BetweenPictures : BetweenLines))
            {
                return;
            }

            shown = clock.GetTimestamp();
            if (terminal.IsInteractive)
            {
                terminal.Passing($"    {Text}");
            }
            else
            {
                terminal.Line($"    {Text}");
            }
        }
    }

    public void Done(string name, long assetBytes)
    {
        lock (turn)
        {
            done++;
            if (!terminal.IsInteractive)
            {
                shown = clock.GetTimestamp();
                terminal.Line($"    {done}/{files} {name} ({SizeText.Of(assetBytes)})");
            }
        }
    }

    /// <summary>Also after a failure.</summary>
    public void End()
    {
        lock (turn)
        {
            terminal.Passing("");
        }
    }

    private string Text =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{done}/{files} assets, {SizeText.Of(sentBytes)} of {SizeText.Of(sizeBytes)} ({(sizeBytes == 0 ? 100 : sentBytes * 100 / sizeBytes)} %)"
        );
}
