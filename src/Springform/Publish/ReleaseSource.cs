using Springform.Names;

namespace Springform.Publish;

/// <summary>What is released, checked against the repository.</summary>
/// <param name="Tag">at HEAD for the stable channel, and made by GitHub for the others</param>
/// <param name="Commit">HEAD, 40 hex digits</param>
internal sealed record ReleaseSource(Channel Channel, string Tag, string Commit);
