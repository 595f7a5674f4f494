using Springform.Archives;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Abi.Loading;

/// <summary>
/// Unpacks a target's archives in a bare base image, network off, nothing else installed: starts each executable (<c>--version</c>, or the declared
/// commands) and loads each shared object with LD_BIND_NOW.
/// </summary>
/// <param name="unpacked">an empty folder of its own</param>
internal sealed class LoadTester(IContainerEngine engine, string unpacked)
{
    /// <param name="archives">full paths of the staged archives</param>
    /// <exception cref="SpringformException">
    /// E405 naming everything that does not start or load, or a base that is not bare; E502, E503 for an archive
    /// </exception>
    public async Task<LoadResult> RunAsync(BuildPlan plan, LoadStep load, IReadOnlyList<string> archives, IOutput log, CancellationToken cancellation)
    {
        var (entries, forAny) = await UnpackAsync(load, archives, cancellation);
        var candidates = LoadCandidates.In(load, entries, forAny);
        var started = load.Commands.Count == 0 ? candidates.Executables : [];
        if (started.Count + load.Commands.Count + candidates.SharedObjects.Count == 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.LoadFailed,
                    $"there is nothing to start or load in {string.Join(", ", load.Archives)}",
                    $"step {load.Id}",
                    "name a command under smoke.run, pack the programs and libraries, or say why nothing is started: smoke: {skip: \"only data\"}"
                )
            );
        }

        var container = new LoadContainer(engine, plan, load, entries);
        var answers = await container.AskAsync(started, candidates.SharedObjects, log, cancellation);
        var problems = new LoadProblems(plan, load).Of(answers, started, candidates.SharedObjects).ToList();
        foreach (var command in load.Commands)
            problems.AddRange(await container.TryAsync(command, log, cancellation));
        if (problems.Count > 0)
            throw new SpringformException(problems);

        var image = plan.Base(load.BaseId);
        return new LoadResult(
            load.Target.Id,
            load.BaseId,
            image.Image,
            image.Pin!.Digest,
            answers.Distribution,
            answers.Glibc,
            [.. started.Select(path => $"{path} --version"), .. load.Commands.Select(command => string.Join(' ', command))],
            candidates.SharedObjects,
            candidates.Excepted
        );
    }

    private async Task<(IReadOnlyList<ArchiveEntry> Entries, IReadOnlySet<string> ForAny)> UnpackAsync(
        LoadStep load,
        IReadOnlyList<string> archives,
        CancellationToken cancellation
    )
    {
        var entries = new Dictionary<string, ArchiveEntry>(StringComparer.Ordinal);
        var forAny = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (archive, index) in archives.Select((archive, index) => (archive, index)))
        {
            var folder = Path.Combine(unpacked, $"{index}");
            await new ArchiveReader().ExtractToAsync(archive, folder, cancellation);
            foreach (
                var entry in DirectoryEntries.Below(folder).Where(entry => entries.TryAdd(entry.Path, entry) && load.ForAny.Contains(Path.GetFileName(archive)))
            )
                forAny.Add(entry.Path);
        }

        return ([.. entries.Values], forAny);
    }
}
