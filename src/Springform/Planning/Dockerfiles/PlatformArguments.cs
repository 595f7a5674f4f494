using Springform.Names;

namespace Springform.Planning.Dockerfiles;

/// <summary>
/// The arguments that have values without being given (Dockerfile reference, "Automatic platform ARGs"). BUILD... is the platform that the build's steps run on
/// in the plan, not that of the machine: the same project has the same keys everywhere.
/// </summary>
internal static class PlatformArguments
{
    public static IReadOnlyDictionary<string, string> Of(Platform build, Platform target) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BUILDPLATFORM"] = build.Docker,
            ["BUILDOS"] = build.Os,
            ["BUILDARCH"] = build.Architecture,
            ["BUILDVARIANT"] = build.Variant ?? "",
            ["TARGETPLATFORM"] = target.Docker,
            ["TARGETOS"] = target.Os,
            ["TARGETARCH"] = target.Architecture,
            ["TARGETVARIANT"] = target.Variant ?? "",
        };
}
