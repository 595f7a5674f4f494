namespace Springform.Publish;

/// <param name="Changed">false: it was there already, and nothing was written</param>
/// <param name="Uploaded">assets that were sent</param>
/// <param name="Kept">assets that were there already</param>
public sealed record PublishOutcome(RemoteRelease Release, bool Changed, int Uploaded, int Kept);
