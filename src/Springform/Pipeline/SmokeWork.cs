using Springform.Archives;
using Springform.Compile;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>Runs the smoke tests of staged archives. One that passed on exactly these bytes in this base is not run again.</summary>
public sealed class SmokeWork(BuildContext context)
{
    /// <returns>how many were run</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var smokes = context.Plan.Smokes;
        var toRun = smokes.Where(smoke => context.Options.NoCache || context.Results.Find(smoke.Id, KeyOf(smoke)) is null).ToList();
        foreach (var id in toRun.Select(smoke => smoke.BaseId).Distinct(StringComparer.Ordinal))
        {
            await context.Images.EnsureBaseAsync(context.Plan.Base(id), cancellation);
        }

        await context.Legs.RunAsync(
            toRun,
            smoke => smoke.Id,
            async (smoke, output, token) =>
            {
                var archives = smoke.Archives.Select(name => context.Staged.Archive(name).Path).ToList();
                await new SmokeRunner(context.Engine, context.Folders.Scratch).RunAsync(context.Plan, smoke, archives, output, token);
                await context.Results.PutAsync(smoke.Id, KeyOf(smoke), (stream, stop) => TarArchive.WriteAsync([], stream, 0, stop), token);
            },
            cancellation);
        foreach (var smoke in smokes)
        {
            context.Staged.Passed(smoke.Id);
        }

        return toRun.Count;
    }

    private ContentKey KeyOf(SmokeStep smoke)
    {
        var key = new KeyBuilder("smoke").Add("base", context.Plan.Base(smoke.BaseId).Pin?.Digest);
        foreach (var (command, index) in smoke.Commands.Select((command, index) => (command, index)))
        {
            key.Add($"command {index}", command);
        }

        foreach (var archive in smoke.Archives)
        {
            key.Add($"archive {archive}", context.Staged.Archive(archive).Sha256);
        }

        return key.Build().Key;
    }
}
