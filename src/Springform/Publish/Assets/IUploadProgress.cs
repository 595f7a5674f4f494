namespace Springform.Publish.Assets;

/// <summary>Whoever shows how far uploads are. Called from several threads.</summary>
public interface IUploadProgress
{
    void Begin(int files, long sizeBytes);

    /// <param name="bytes">that went out; negative when an attempt failed and they do not count any more</param>
    void Moved(long bytes);

    void Done(LocalAsset asset);

    /// <summary>Also after a failure.</summary>
    void End();
}
