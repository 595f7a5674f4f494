namespace Springform.Fetch.Transfer;

/// <summary>Whoever shows how far downloads are. Called from several threads.</summary>
public interface IFetchProgress
{
    /// <param name="name">of the archive</param>
    /// <param name="doneBytes">there already, from an interrupted download</param>
    void Begin(string name, long sizeBytes, long doneBytes);

    /// <param name="bytes">more; less than none when a download begins anew</param>
    void Moved(long bytes);

    void End(string name);
}
