using Springform.Abi.Loading;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Cache;
using Springform.Compile;
using Springform.Errors;
using Springform.Keys;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>Loads staged archives in bare bases. What was seen of exactly these bytes in this base is not looked at again.</summary>
public sealed class LoadWork(BuildContext context)
{
    /// <exception cref="SpringformException">E104 for each target that has something to start, and no base and no reason, unless --skip LoadTest leaves all of them out</exception>
    public void RequireBases()
    {
        if (context.Options.Skip.Contains("LoadTest"))
            return;
        var silent = context.Plan.NotStarted.Where(target => target.Reason is null).ToList();
        var problems = silent.Where(target => context.Staged.HasCode(target.TargetId)).Select(target => new Problem(
            ErrorCode.MissingKey, $"no base says where the programs and libraries of {target.TargetId} start, so nothing shows that they do", $"springform.yaml, target {target.TargetId}",
            "name bases under smoke.bases, or a base at the target; where no container can start them: smoke: {skip: \"the reason\"}")).ToList();
        if (problems.Count > 0)
            throw new SpringformException(problems);
        foreach (var target in silent)
            context.Staged.Passed(target.Id);
    }

    /// <returns>how many were run; the others had been seen before</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var toRun = context.Plan.Loads.Where(load => context.Options.NoCache || Stored(load) is null).ToList();
        foreach (var id in toRun.Select(load => load.BaseId).Distinct(StringComparer.Ordinal))
        {
            await context.Bases.EnsureAsync(context.Plan.Base(id), context.Run.Terminal, cancellation);
        }

        await context.Legs.RunAsync(toRun, load => load.Id, RunAsync, cancellation, "loading");
        foreach (var load in context.Plan.Loads)
        {
            context.Staged.Loaded(load, Stored(load) ?? throw new InvalidOperationException($"the result of {load.Id} is gone"));
        }

        return toRun.Count;
    }

    private async Task RunAsync(LoadStep load, Machine.IOutput output, CancellationToken cancellation)
    {
        var scratch = Path.Combine(context.Folders.Scratch, Guid.NewGuid().ToString("N"));
        try
        {
            var archives = load.Archives.Select(name => context.Staged.Archive(name).Path).ToList();
            var result = await new LoadTester(context.Engine, scratch).RunAsync(context.Plan, load, archives, output, cancellation);
            var entry = ArchiveEntry.FromBytes(LoadResultFile.Name, LoadResultFile.Json(result));
            await context.Results.PutAsync(load.Id, KeyOf(load), (stream, stop) => TarArchive.WriteAsync([entry], stream, 0, stop), cancellation);
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    private LoadResult? Stored(LoadStep load) =>
        context.Results.Find(load.Id, KeyOf(load)) is { } blob ? LoadResultFile.Read(StoredText.Of(blob)) : null;

    private ContentKey KeyOf(LoadStep load)
    {
        var key = new KeyBuilder("loaded").Add("step", load.Key.Key);
        foreach (var archive in load.Archives)
        {
            key.Add($"archive {archive}", context.Staged.Archive(archive).Sha256);
        }

        return key.Build().Key;
    }
}
