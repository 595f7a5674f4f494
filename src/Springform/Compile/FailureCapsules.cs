using System.Text;
using Springform.Archives;
using Springform.Config;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>
/// What --keep-failures leaves of a leg whose command failed: LEG.tgz with the command's inputs (<c>src/</c>), <c>failure.json</c>, <c>log.txt</c> and
/// <c>rerun.sh</c>. The same failure gives the same bytes, unless the command says something else. Secrets are never in it: they are names in the script,
/// masked in the log, and where an input holds one there is no capsule.
/// </summary>
/// <param name="folder">.springform/failures</param>
/// <param name="secrets">what the log must not show</param>
internal sealed class FailureCapsules(string folder, Secrets secrets)
{
    public string PathOf(string leg) => Path.Combine(folder, leg.Replace('/', '-') + ".tgz");

    /// <summary>A leg that begins again: what it left the last time is of another failure.</summary>
    public void Forget(string leg)
    {
        if (File.Exists(PathOf(leg)))
            File.Delete(PathOf(leg));
    }

    /// <param name="scratch">made where it is missing; holds what the command says until it is kept</param>
    public RecordedLog Record(IOutput log, string scratch)
    {
        Directory.CreateDirectory(scratch);
        return new RecordedLog(log, Path.Combine(scratch, "log.txt"), secrets);
    }

    /// <param name="rerun">asks for what runs the command again; null: it did not run in a container that could be had again</param>
    /// <param name="search">for secrets in all of it</param>
    /// <returns>the capsule's path; null: there is none, and <paramref name="log"/> says why</returns>
    public async Task<string?> KeepAsync(
        FailedCommand failed,
        Func<CancellationToken, Task<Rerun?>> rerun,
        SecretSearch search,
        RecordedLog log,
        CancellationToken cancellation
    )
    {
        log.Dispose();
        try
        {
            return await rerun(cancellation) is { } known
                ? await PackAsync(failed, known, search, log, cancellation)
                : Without("the command did not run in a container, so that nothing could run it again", log);
        }
        catch (SpringformException refused)
        {
            // A disk that is full must not take the place of why the command failed.
            return Without(refused.Problems[0].What, log);
        }
    }

    private async Task<string?> PackAsync(FailedCommand failed, Rerun rerun, SecretSearch search, RecordedLog log, CancellationToken cancellation)
    {
        var (facts, script) = (Facts(failed, rerun) + "\n", RerunScript.Of(rerun, failed.Step));
        if (secrets.Masked(facts) != facts || secrets.Masked(script) != script)
            return Without("the command or its environment holds a secret", log);
        List<ArchiveEntry> entries =
        [
            .. failed.Inputs.Select(entry => entry.WithPath($"{Source}/{entry.Path}")),
            ArchiveEntry.FromFile("log.txt", log.Path, executable: false),
            ArchiveEntry.FromBytes("failure.json", Encoding.UTF8.GetBytes(facts)),
            ArchiveEntry.FromBytes("rerun.sh", Encoding.UTF8.GetBytes(script), executable: true),
        ];
        var found = await search.FindAsync(entries, "kept file", log.Shown, cancellation);
        if (found.Count > 0)
            return Without($"{Quoted.Of(found[0].Path)} holds the secret {found[0].Secret}", log);
        var path = PathOf(LegOf(failed.Step));
        var root = Path.GetFileNameWithoutExtension(path);
        await new ArchivePacker().PackAsync(
            [ArchiveEntry.Directory($"{root}/{Source}"), .. entries.Select(entry => entry.WithPath($"{root}/{entry.Path}"))],
            path,
            Epoch.Neutral,
            cancellation
        );
        return path;
    }

    /// <summary>The leg that a command belongs to.</summary>
    public static string LegOf(CommandStep step) => $"compile-{step.Target?.Id ?? "all"}";

    private static string Source => ContainerHost.WorkDirectory.TrimStart('/');

    private static string? Without(string why, RecordedLog log)
    {
        log.Shown.Line($"warning: there is no failure capsule: {why}");
        return null;
    }

    private static string Facts(FailedCommand failed, Rerun rerun)
    {
        var (step, result) = (failed.Step, failed.Result);
        return DataJson.Of(
            new
            {
                Step = step.Id,
                Key = step.Key.Key.Text,
                step.Command,
                Environment = step.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
                Secrets = step.Secrets,
                Caches = step.Caches.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
                step.Network,
                rerun.Engine,
                rerun.Image,
                rerun.ImageId,
                result.ExitCode,
                result.TimedOut,
                result.OutOfMemory,
                NotStarted = result.EngineError,
                Inputs = step.Key.Files.Files.Select(file => new
                {
                    file.Path,
                    Kind = file.Kind.ToString().ToLowerInvariant(),
                    file.Sha256,
                    file.SizeBytes,
                }),
                Before = step.After,
            }
        );
    }
}
