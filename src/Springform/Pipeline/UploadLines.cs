using Springform.Publish;

namespace Springform.Pipeline;

/// <summary>How far uploads are, as a line for each asset that is done.</summary>
public sealed class UploadLines(Terminal terminal) : IUploadProgress
{
    private readonly Lock turn = new();
    private int files;
    private int done;
    private long sizeBytes;
    private long sentBytes;

    public void Begin(int files, long sizeBytes)
    {
        (this.files, this.sizeBytes, done, sentBytes) = (files, sizeBytes, 0, 0);
        terminal.Line($"    uploading {files} assets, {SizeText.Of(sizeBytes)}");
    }

    public void Moved(long bytes) => Interlocked.Add(ref sentBytes, bytes);

    public void Done(LocalAsset asset)
    {
        lock (turn)
        {
            done++;
            terminal.Line($"    {done}/{files} {asset.Name} ({SizeText.Of(Interlocked.Read(ref sentBytes))} of {SizeText.Of(sizeBytes)})");
        }
    }

    public void End()
    {
        // each line stands for itself
    }
}
