using Springform.Config;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Package.Fetching;

namespace Springform.Fetch;

/// <summary>
/// A library from its source: the pipeline of <c>source</c> builds the archives and an index of them, as for a release, and they are put into the same place in
/// the same way. What was built is noted in .springform/fetch/, so that it is known again by its content.
/// </summary>
internal sealed class SourceFetch(FetchCaller caller, string name, FetchConfig library, FetchMachine machine, Fetcher fetcher)
{
    private static readonly SemaphoreSlim Turn = new(1);

    private string Folder => Path.Combine(caller.Folders.Root, library.Into.TrimEnd('/'), FetchAsset.FolderOf(machine.Platform));

    private string Note => Path.Combine(caller.Folders.State, "fetch", $"{name}-{FetchAsset.FolderOf(machine.Platform)}.json");

    private string Project => Path.GetFullPath(library.Source ?? ".", caller.Folders.Root);

    /// <summary>What lies there was built from source, and is unharmed.</summary>
    public bool IsInPlace() =>
        File.Exists(Note)
        && FetchIndexFile.Read(PlainFile.ReadAllBytes(Note), Note).Assets is [var built]
        && new Placement(Folder, built, caller.Hasher).IsUpToDate();

    /// <returns>what was done, for people</returns>
    /// <exception cref="SpringformException">E409 the build failed, E104 nothing says how</exception>
    public async Task<string> BuildAsync(CancellationToken cancellation)
    {
        if (library.Source is null)
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingKey,
                    $"nothing says how {name} is built from source",
                    $"springform.yaml, fetch.{name}",
                    "add source: with the folder of its springform.yaml"
                )
            );
        var folder = await RunAsync(cancellation);
        var json = PlainFile.ReadAllBytes(Path.Combine(folder, BuiltArchives.IndexName));
        var index = FetchIndexFile.Read(json, BuiltArchives.IndexName);
        var asset = AssetChoice.Of(index.Assets, machine, library.Variant, name, Project).Asset;
        var request = new FetchRequest(name, asset, Folder, [], folder);
        await fetcher.FetchAsync(request, cancellation);
        AtomicFile.Write(
            Note,
            file =>
            {
                file.Write(FetchIndexFile.Json(index with { Assets = [asset] }));
                return true;
            }
        );
        return $"built from source ({name} {index.Version}, {asset.Name})";
    }

    /// <summary>One build at a time: they may be of one project, and a host sets the working folder of the process.</summary>
    private async Task<string> RunAsync(CancellationToken cancellation)
    {
        await Turn.WaitAsync(cancellation);
        try
        {
            var targets = ConfiguredTargets.Of(ConfigReader.Read(Path.Combine(Project, ConfigReader.FileName)).Config);
            var own = targets.Where(target => target.Value.Platform == machine.Platform.Docker).Select(target => target.Key).ToList();
            if (own.Count == 0)
                throw new SpringformException(
                    new Problem(
                        ErrorCode.NothingFits,
                        $"{Project} builds nothing for {machine.Platform}",
                        $"springform.yaml, fetch.{name}.source",
                        "add a target of that platform there"
                    )
                );
            List<string> switches =
            [
                $"--project={Project}",
                "--target=FetchSource",
                $"--platform={machine.Platform}",
                .. caller.Options.Offline ? ["--offline"] : Array.Empty<string>(),
            ];
            var code = caller.Nested([.. switches, .. own.Count == targets.Count ? [] : own.Select(target => $"--only={target}")]);
            return code == 0
                ? BuiltArchives.FolderOf(Project)
                : throw new SpringformException(
                    new Problem(
                        ErrorCode.SourceBuildFailed,
                        $"{name} could not be built from source: that build ended with {code}",
                        Project,
                        $"mend what the errors above say; by hand: springform {string.Join(' ', switches)}"
                    )
                );
        }
        finally
        {
            Turn.Release();
        }
    }
}
