using Springform.Names;

namespace Springform.Planning.Dockerfiles;

/// <summary>What one build of a Dockerfile is asked for.</summary>
/// <param name="Platform">that its steps run on</param>
/// <param name="TargetPlatform">that its result is for</param>
/// <param name="Stage">null: the last</param>
/// <param name="StagePlace">where the configuration names the stage</param>
/// <param name="Arguments">build arguments, which win over the defaults of ARG</param>
/// <param name="IsImage">whether a name can be an image's</param>
internal sealed record BuildRequest(
    Platform Platform,
    Platform TargetPlatform,
    string? Stage,
    string StagePlace,
    IReadOnlyDictionary<string, string> Arguments,
    Func<string, bool> IsImage
);
