using System.Text.Json;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Package;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Report;

/// <summary>
/// Puts the facts together from what lies here: the record of the last run, dist/, and the folder of an earlier release. No network, no engine and no plan:
/// what cannot be read of the project is said among the facts, because a report is wanted most where something failed.
/// </summary>
/// <param name="lastRelease">full path of the folder that --from names; null: nothing is compared</param>
internal sealed class ReportReader(ProjectFolders folders, string? lastRelease)
{
    private const int ShownSymbols = 12;

    private readonly List<string> unknown = [];

    /// <exception cref="SpringformException">E105, E504: the folder of the earlier release cannot be read</exception>
    public ReportFacts Read(CancellationToken cancellation)
    {
        var run = Tried(() => LastRunFile.Read(folders.LastRun), "the last run cannot be shown");
        if (run is null && unknown.Count == 0)
            unknown.Add("no run is recorded here: each build records itself in .springform/last-run.json");
        var ledger = Tried(() => LedgerFile.Read(folders.Dist), "dist/ cannot be shown");
        if (ledger is null)
            unknown.Add("there is no whole dist/ here: --target=Dist makes it");
        else if (run is { Failures.Count: > 0 })
            unknown.Add("the last run failed: dist/ may be what a run before it made");
        var facts = new ReportFacts
        {
            Project = ledger?.Project ?? run?.Project,
            Version = ledger?.Version ?? run?.Version,
            Commit = ledger?.Commit ?? run?.Commit,
            Run = run is null ? null : RunReading.Of(run),
        };
        return (ledger is null ? facts : WithDist(facts, ledger, cancellation)) with { Unknown = unknown };
    }

    private ReportFacts WithDist(ReportFacts facts, ArtifactLedger ledger, CancellationToken cancellation)
    {
        var dist = Tried(() => ReleaseDocuments.Read(folders.Dist), "dist/ cannot be shown in full");
        var last = lastRelease is null ? null : new LastRelease(ReleaseDocuments.Read(lastRelease), lastRelease, ledger.Version);
        return facts with
        {
            Artifacts = [.. ledger.Artifacts.Select(artifact => Of(artifact, last))],
            ComparedWith = last?.Version,
            Gone = last?.Gone(ledger.Artifacts) ?? [],
            RunsOn = [.. dist?.Manifest.Targets.SelectMany(target => target.RunsOn, (target, place) => Of(target.Id, place)) ?? []],
            NotStarted =
            [
                .. dist?.Manifest.Targets.Where(target => target.NotStarted is not null).Select(target => new NotStartedFacts(target.Id, target.NotStarted!))
                    ?? [],
            ],
            Floors = [.. dist?.Abi?.Artifacts.Where(artifact => artifact.Floor is not null).Select(Floor) ?? []],
            AbiChanges = AbiChanges(last, dist?.Abi, cancellation),
            Tools = dist?.Manifest.Tools ?? [],
            Libraries =
            [
                .. ledger.Artifacts.SelectMany(
                    artifact => artifact.Bundled,
                    (artifact, library) => new LibraryFacts(artifact.Name, library.Path, library.Package, library.Source, library.Sha256)
                ),
            ],
            SourceArchives = [.. ledger.Artifacts.Where(artifact => artifact.Kind == ArtifactKind.Sources).Select(artifact => artifact.Name)],
        };
    }

    private IReadOnlyList<AbiChange> AbiChanges(LastRelease? last, AbiDocument? now, CancellationToken cancellation)
    {
        if (last is null)
        {
            unknown.Add("sizes and ABI are compared with no release: give --from DIR, the folder with all files of the last one");
            return [];
        }

        unknown.Add("the files of the last release were not verified: --target=Verify with the same --from does that");
        if (now is null || last.Changes(now) is not { } changes)
        {
            unknown.Add($"ABI changes are not known: {DistFile.AbiReport} is missing here or in the folder of the last release");
            return [];
        }

        var unread = new List<string>();
        IReadOnlyList<AbiChange> all = [.. changes, .. last.SymbolChanges(now, folders.Dist, unread, cancellation)];
        unknown.AddRange(unread.Select(archive => $"the symbols of {archive} are not compared: it is missing in one of the folders, or cannot be read"));
        return [.. all.OrderBy(change => change.Artifact, StringComparer.Ordinal)];
    }

    private static ArtifactFacts Of(Artifact artifact, LastRelease? last) =>
        new(
            artifact.Name,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(artifact.Kind.ToString()),
            artifact.Target,
            artifact.SizeBytes,
            artifact.Sha256,
            artifact.Floor,
            last?.SizeOf(artifact.Name)
        );

    private static PlaceFacts Of(string target, ManifestPlace place) =>
        new(target, place.Base, place.Distribution, place.Glibc, place.Started.Count, place.Loaded.Count, place.NotLoaded.Count);

    private static FloorFacts Floor(AbiArtifact artifact) =>
        new(
            artifact.Name,
            artifact.Target,
            artifact.Floor!,
            artifact.Policy,
            artifact.SetBy,
            [
                .. artifact
                    .Files.Where(file => file.LowestGlibc is not null && file.LowestGlibc == artifact.LowestGlibc)
                    .SelectMany(file => file.Needs, (file, need) => (file.Path, Need: need))
                    .Where(entry => !entry.Need.Weak && entry.Need.Version == $"GLIBC_{artifact.LowestGlibc}")
                    .Select(entry => $"{entry.Path}: {Symbols(entry.Need)}")
                    .Take(ShownSymbols),
            ]
        );

    private static string Symbols(AbiNeed need) =>
        $"{string.Join(", ", need.Symbols)}{(need.SymbolCount > need.Symbols.Count ? $" and {need.SymbolCount - need.Symbols.Count} more" : "")}";

    // What the report is about may be broken, and then the rest of it is shown.
    private T? Tried<T>(Func<T?> read, string what)
        where T : class
    {
        try
        {
            return read();
        }
        catch (SpringformException failure)
        {
            unknown.AddRange(failure.Problems.Select(problem => $"{what}: {problem.What} ({problem.Where})"));
            return null;
        }
    }
}
