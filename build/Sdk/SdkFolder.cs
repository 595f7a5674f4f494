using Springform.Archives;
using Springform.Errors;

namespace Build.Sdk;

/// <summary>The caller's .NET folder, and the part of it that a publish of this repository needs.</summary>
/// <param name="Root">the folder that holds <c>dotnet</c></param>
/// <param name="SdkVersion">a folder of <c>sdk/</c>, e.g. 10.0.401</param>
/// <param name="RuntimeVersion">a folder of <c>shared/Microsoft.NETCore.App/</c> that the SDK runs on, e.g. 10.0.12</param>
internal sealed record SdkFolder(string Root, string SdkVersion, string RuntimeVersion)
{
    /// <summary>What of <c>sdk/VERSION/</c> no console program's publish opens: 230 of 404 MB in 10.0.401.</summary>
    private static readonly string[] Unused =
    [
        "Containers",
        "DotnetTools",
        "FSharp",
        "TestHostNetFramework",
        "Sdks/FSharp.NET.Sdk",
        "Sdks/Microsoft.Docker.Sdk",
        "Sdks/Microsoft.NET.Sdk.BlazorWebAssembly",
        "Sdks/Microsoft.NET.Sdk.Publish",
        "Sdks/Microsoft.NET.Sdk.Razor",
        "Sdks/Microsoft.NET.Sdk.StaticWebAssets",
        "Sdks/Microsoft.NET.Sdk.Web",
        "Sdks/Microsoft.NET.Sdk.Web.ProjectSystem",
        "Sdks/Microsoft.NET.Sdk.WebAssembly",
        "Sdks/Microsoft.NET.Sdk.WindowsDesktop",
        "Sdks/Microsoft.NET.Sdk.Worker",
    ];

    /// <summary>What the SDK was made for, e.g. linux-x64: the third line of <c>sdk/VERSION/.version</c>.</summary>
    public string RuntimeIdentifier => File.ReadLines(Path.Combine(Root, "sdk", SdkVersion, ".version")).ElementAtOrDefault(2) ?? "an unknown system";

    /// <summary>E303 when the SDK's programs do not run in a linux/amd64 container of Debian.</summary>
    public IReadOnlyList<ArchiveEntry> Entries()
    {
        if (!FitsDebian(RuntimeIdentifier))
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingTool,
                    $"the builder image takes the .NET SDK of this machine, and that is for {RuntimeIdentifier} instead of linux-x64",
                    Root,
                    "build Springform on linux-x64, for instance in CI"
                )
            );
        }

        return [.. DirectoryEntries.Below(Root).Where(entry => entry.Kind == ArchiveEntryKind.File && IsNeeded(entry.Path))];
    }

    // Of distributions too: debian.12-x64, ubuntu.24.04-x64. One that needs a newer glibc fails while the image is built.
    private static bool FitsDebian(string runtimeIdentifier) =>
        runtimeIdentifier.EndsWith("-x64", StringComparison.Ordinal)
        && runtimeIdentifier.Split('-', '.')[0] is not ("win" or "osx" or "freebsd" or "alpine")
        && !runtimeIdentifier.Contains("musl", StringComparison.Ordinal);

    private bool IsNeeded(string path) =>
        path.Split('/') switch
        {
            ["dotnet" or "LICENSE.txt" or "ThirdPartyNotices.txt"] => true,
            ["host" or "sdk-manifests", ..] => true,
            ["shared", "Microsoft.NETCore.App", var version, ..] => version == RuntimeVersion,
            ["packs", "Microsoft.NETCore.App.Ref", _, .. var inPack] => inPack is not ["ref", .., var name] || !IsDocumentation(name),
            ["packs", var name, ..] => name.StartsWith("Microsoft.NETCore.App.Host.", StringComparison.Ordinal),
            ["sdk", var version, .. var inSdk] => version == SdkVersion && IsNeededOfSdk(inSdk),
            _ => false,
        };

    // net472 holds the MSBuild tasks for Visual Studio; resources are translations.
    private static bool IsNeededOfSdk(string[] segments) =>
        !segments.Contains("net472")
        && !segments[^1].EndsWith(".resources.dll", StringComparison.Ordinal)
        && !Unused.Any(unused => segments.AsSpan().StartsWith(unused.Split('/')));

    private static bool IsDocumentation(string name) => name.EndsWith(".xml", StringComparison.Ordinal);
}
