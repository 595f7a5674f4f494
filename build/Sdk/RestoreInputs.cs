using Springform.Keys;
using Springform.Plan;

namespace Build.Sdk;

/// <summary>All that decides what is staged, read without starting a program: as long as it stays the same, so do the archives.</summary>
internal static class RestoreInputs
{
    private static readonly string[] RootFiles =
    [
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "global.json",
        "NuGet.config",
        "nuget.config",
    ];

    /// <param name="repository">this repository's root</param>
    /// <param name="dotnetRoot">its folder names tell which SDKs and runtimes there are</param>
    /// <param name="genuinePackages">the package mode</param>
    /// <param name="aheadOfTime">whether the ahead-of-time compiler is staged too</param>
    public static ContentKey Key(string repository, string dotnetRoot, bool genuinePackages, bool aheadOfTime)
    {
        var key = new KeyBuilder("staged sdk")
            .Add("dotnet", dotnetRoot)
            .Add("sdks", Folders(Path.Combine(dotnetRoot, "sdk")))
            .Add("runtimes", Folders(Path.Combine(dotnetRoot, "shared", "Microsoft.NETCore.App")))
            .Add("genuine", genuinePackages ? "true" : "false")
            .Add("ahead of time", aheadOfTime ? "true" : "false")
            // Another choice of files is another build of this assembly.
            .Add("build", typeof(RestoreInputs).Module.ModuleVersionId.ToString());
        foreach (var file in Files(repository))
            key.Add(Path.GetRelativePath(repository, file), File.ReadAllText(file));

        return key.Build().Key;
    }

    private static IEnumerable<string> Folders(string path) =>
        Directory.EnumerateDirectories(path).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files(string repository) =>
        RootFiles
            .Select(name => Path.Combine(repository, name))
            .Where(File.Exists)
            .Concat(Directory.EnumerateFiles(Path.Combine(repository, "eng")))
            .Concat(Directory.EnumerateFiles(Path.Combine(repository, "src"), "*.csproj", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(repository, "src"), "Directory.*", SearchOption.AllDirectories));
}
