using Springform.Publish.GitHub;

namespace Springform.Publish;

/// <param name="Changed">false: it was there already, and nothing was written</param>
/// <param name="Uploaded">how many assets were sent</param>
internal sealed record PublishOutcome(RemoteRelease Release, bool Changed, int Uploaded);
