namespace Springform.FakeGitHub.Http;

/// <summary>The connection ends here, without an answer.</summary>
public sealed class DroppedException : IOException;
