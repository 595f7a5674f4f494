using System.Globalization;
using Springform.Config;
using Springform.Errors;
using Springform.Fetch.Transfer;
using Springform.Images;
using Springform.Names;
using Springform.Package.Fetching;
using Springform.Reporting;

namespace Springform.Fetch;

/// <summary>
/// Fetch with the run's configuration, lock and switches: which release and archive each library needs, and what is done when it cannot be had.
/// </summary>
internal sealed class LibraryFetch(IReadOnlyDictionary<string, FetchConfig> libraries, FetchCaller caller)
{
    private readonly string lockPath = Path.Combine(caller.Folders.Root, FetchLock.FileName);
    private readonly Lock recording = new();

    private FetchOrigin Origin => Enum.Parse<FetchOrigin>(caller.Options.Origin, ignoreCase: true);

    /// <summary>Every library, for every platform that is asked for; all at once.</summary>
    /// <returns>what was done, for people</returns>
    /// <exception cref="SpringformException">E104 nothing is declared; the problems of all that failed</exception>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        RequireLibraries("Fetch");
        using var http = Http();
        var fetcher = new Fetcher(
            http,
            FetchStore.Of(RootfsCache.UserFolder(caller.Environment), caller.Clock),
            caller.Hasher,
            caller.Clock,
            new FetchProgress(caller.Terminal, caller.Clock),
            Say,
            caller.Options.Offline,
            LockFolder
        );
        IReadOnlyList<FetchMachine> machines =
            caller.Options.Platforms.Count == 0 ? [FetchMachine.Current()] : [.. caller.Options.Platforms.Select(name => FetchMachine.Of(Platform.Of(name)))];
        var pins = FetchLock.Read(lockPath);
        var problems = new List<Problem>();
        var done = new List<string>();
        foreach (
            var outcome in await Task.WhenAll(
                libraries.SelectMany(
                    library => machines,
                    (library, machine) => TryAsync(library.Key, library.Value, machine, pins, http, fetcher, cancellation)
                )
            )
        )
        {
            problems.AddRange(outcome.Problems);
            done.AddRange(outcome.Problems.Count == 0 ? [outcome.Done] : []);
        }

        return problems.Count == 0 ? string.Join(", ", done) : throw new SpringformException(problems);
    }

    /// <summary>What the releases hold now goes into springform.fetch.lock.</summary>
    /// <returns>what was done, for people</returns>
    public async Task<string> PinAsync(CancellationToken cancellation)
    {
        RequireLibraries("UpdatePins --pins=fetch");
        if (caller.Options.Offline)
            throw new SpringformException(
                new Problem(ErrorCode.FetchUnavailable, "releases cannot be asked with --offline", "command line", "leave --offline out")
            );
        using var http = Http();
        var before = Path.Exists(lockPath) ? FetchLock.Read(lockPath) : FetchLock.Empty;
        var after = FetchLock.Empty;
        foreach (var (name, library) in libraries.OrderBy(library => library.Key, StringComparer.Ordinal))
        {
            var variables = FetchVariables.Of(name, caller.Environment);
            var pinned = await new ReleaseReader(http, Say).ReadAsync(
                name,
                library,
                variables.Version ?? library.Version,
                variables.ReleaseUrl,
                FetchToken.Of(name, caller.Environment),
                cancellation
            );
            var change = before.Libraries.GetValueOrDefault(name) switch
            {
                null => "pinned at",
                var old when old.IndexSha256 == pinned.IndexSha256 => "still",
                var old => $"{old.Version} ->",
            };
            Say($"{name}: {change} {pinned.Version}, {pinned.Assets.Count} archives");
            after = after.With(name, pinned);
        }

        after.Write(lockPath);
        return $"{after.Libraries.Count} libraries pinned in {FetchLock.FileName}";
    }

    private string LockFolder => Path.Combine(caller.Folders.State, "fetch");

    private FetchHttp Http() => new(new FetchLimits(), caller.Clock, Say);

    private void Say(string text) => caller.Terminal.Line($"    {text}");

    private void RequireLibraries(string task)
    {
        if (libraries.Count == 0)
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingKey,
                    $"{task} has nothing to do: springform.yaml declares no fetch",
                    "springform.yaml, fetch",
                    "add fetch: with a library and where it is released, e.g. fetch: {demo: {github: OWNER/NAME}}"
                )
            );
    }

    private async Task<(string Done, IReadOnlyList<Problem> Problems)> TryAsync(
        string name,
        FetchConfig library,
        FetchMachine machine,
        FetchLock pins,
        FetchHttp http,
        Fetcher fetcher,
        CancellationToken cancellation
    )
    {
        var place = $"{library.Into.TrimEnd('/')}/{FetchAsset.FolderOf(machine.Platform)}/";
        var source = new SourceFetch(caller, name, library, machine, fetcher);
        try
        {
            if (Origin == FetchOrigin.Source)
                return ($"{place} {await source.BuildAsync(cancellation)}", []);
            return ($"{place} {await BinaryAsync(name, library, machine, pins, http, fetcher, source, cancellation)}", []);
        }
        catch (Exception failure) when (Origin == FetchOrigin.Auto && library.Source is not null && MayFallBack(failure))
        {
            Say($"{name}: {(failure is SpringformException told ? told.Problems[0].What : failure.Message)}");
            Say($"{name}: building it from source instead, from {library.Source}");
            return await FallBackAsync(source, place, cancellation);
        }
        catch (FetchFailedException failure)
        {
            return ("", FetchProblems.Of(name, failure, library.Source is not null).Problems);
        }
        catch (SpringformException failure)
        {
            return ("", failure.Problems);
        }
    }

    private static async Task<(string, IReadOnlyList<Problem>)> FallBackAsync(SourceFetch source, string place, CancellationToken cancellation)
    {
        try
        {
            return ($"{place} {await source.BuildAsync(cancellation)}", []);
        }
        catch (SpringformException failure)
        {
            return ("", failure.Problems);
        }
    }

    /// <summary>The release is missing, out of reach or of no use here. A file that is another one than is pinned is none of these.</summary>
    private static bool MayFallBack(Exception failure) =>
        failure switch
        {
            FetchFailedException failed => !failed.IsWrong,
            SpringformException told => told.Problems[0].Code == ErrorCode.FetchUnavailable
                || told.Problems[0].Code == ErrorCode.NothingFits
                || told.Problems[0].Code == ErrorCode.CorruptArchive,
            _ => false,
        };

    private async Task<string> BinaryAsync(
        string name,
        FetchConfig library,
        FetchMachine machine,
        FetchLock pins,
        FetchHttp http,
        Fetcher fetcher,
        SourceFetch source,
        CancellationToken cancellation
    )
    {
        var variables = FetchVariables.Of(name, caller.Environment);
        var release = Pinned(name, library, variables, pins) ?? await ReadAsync(name, library, variables, http, cancellation);
        var choice = AssetChoice.Of(release.Assets, machine, library.Variant, name, FetchLock.FileName);
        if (Origin == FetchOrigin.Auto && source.IsInPlace())
            return "up to date, built from source (--origin=binary fetches the release)";
        var folder = Folder(library, choice.Asset.Folder);
        var done = await fetcher.FetchAsync(Request(name, library, release, choice.Asset, folder, variables, http), cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"{done} ({name} {release.Version}, {choice.Asset.Name}: {choice.Why})");
    }

    private string Folder(FetchConfig library, string platform) => Path.Combine(caller.Folders.Root, library.Into.TrimEnd('/'), platform);

    /// <summary>Null: nothing is pinned that could be used.</summary>
    private static PinnedLibrary? Pinned(string name, FetchConfig library, FetchVariables variables, FetchLock pins)
    {
        if (pins.Libraries.GetValueOrDefault(name) is not { } pinned)
            return variables.ReleaseUrl is null
                ? null
                : throw new SpringformException(
                    new Problem(
                        ErrorCode.MissingKey,
                        $"{name} comes from another address, and nothing says what it should be: {FetchLock.FileName} does not pin it",
                        FetchLock.FileName,
                        "run --target=UpdatePins --pins=fetch without the variable first"
                    )
                );
        if (variables.Version is { } other && other != pinned.Version)
            return null;
        if (variables.Version is null && library.Version is { } wanted && wanted != pinned.Version)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"springform.yaml asks for {name} {wanted}, and {FetchLock.FileName} pins {pinned.Version}",
                    $"springform.yaml, fetch.{name}.version",
                    "run --target=UpdatePins --pins=fetch"
                )
            );
        }

        return pinned;
    }

    /// <summary>A release that is not pinned: its index is read now, and recorded where no variable asked for another version.</summary>
    private async Task<PinnedLibrary> ReadAsync(string name, FetchConfig library, FetchVariables variables, FetchHttp http, CancellationToken cancellation)
    {
        if (caller.Options.Offline)
            throw new SpringformException(
                new Problem(
                    ErrorCode.FetchUnavailable,
                    $"{FetchLock.FileName} does not pin {name}{(variables.Version is { } other ? $" {other}" : "")}, and --offline prevents asking its release",
                    FetchLock.FileName,
                    "run --target=UpdatePins --pins=fetch while there is a network"
                )
            );
        var release = await new ReleaseReader(http, Say).ReadAsync(
            name,
            library,
            variables.Version ?? library.Version,
            variables.ReleaseUrl,
            FetchToken.Of(name, caller.Environment),
            cancellation
        );
        if (variables.Version is not null)
        {
            Say($"{name}: {release.Version} is used, as {FetchVariables.Prefix(name)}_VERSION says; {FetchLock.FileName} does not pin it");
            return release;
        }

        lock (recording)
            FetchLock.Read(lockPath).With(name, release).Write(lockPath);
        Say(
            $"{name}: {release.Version} was not pinned; what its index says is recorded in {FetchLock.FileName} (SHA-256 of the index: "
                + $"{release.IndexSha256}). Commit that file"
        );
        return release;
    }

    private FetchRequest Request(
        string name,
        FetchConfig library,
        PinnedLibrary release,
        FetchAsset asset,
        string folder,
        FetchVariables variables,
        FetchHttp http
    )
    {
        var file = Uri.EscapeDataString(asset.Name);
        IReadOnlyList<AssetAddress> addresses = variables.ReleaseUrl is { } own
            ? [new AssetAddress(new Uri(own, file), $"the address of {FetchVariables.Prefix(name)}_RELEASE_URL")]
            :
            [
                new AssetAddress(new Uri(new Uri(release.Url), file), "the release"),
                .. release.Mirrors.Select(mirror => new AssetAddress(new Uri(ReleasePlace.WithSlash(mirror), file), "a mirror")),
            ];
        if (variables.ReleaseUrl is not null)
            Say(
                $"{name} comes from {addresses[0].Uri.Authority}, as {FetchVariables.Prefix(name)}_RELEASE_URL says; it must be what {FetchLock.FileName} pins"
            );
        var from = caller
            .Options.From.Select(folder => Path.GetFullPath(folder, caller.CallerFolder))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, asset.Name)));
        if (from is null && caller.Options.From.Count > 0)
            Say($"{asset.Name} is in no folder that --from names");
        var token = library.Github is not null && variables.ReleaseUrl is null ? FetchToken.Of(name, caller.Environment) : null;
        return new FetchRequest(name, asset, folder, addresses, from)
        {
            Private = token is null
                ? null
                : stop => new GitHubReleases(http, library, token, Say).FileAsync(ReleasePlace.Of(name, library, release.Version), asset.Name, stop),
        };
    }
}
