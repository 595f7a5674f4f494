namespace Springform.Images.Sharing;

/// <summary>What a push did.</summary>
/// <param name="Pushed">builders that were sent</param>
/// <param name="There">builders that the registry had</param>
/// <param name="Tags">friendly tags that were set or moved</param>
internal sealed record PushOutcome(int Pushed, int There, int Tags);
