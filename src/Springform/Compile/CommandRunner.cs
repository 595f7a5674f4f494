using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Cache;
using Springform.Engine;
using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>
/// Carries out a plan's commands. Each gets a private copy of exactly its keyed inputs and the outputs of the commands before it; its own
/// outputs are stored by key, so that the same command is not run twice.
/// </summary>
/// <param name="results">.springform/results, and what is shared of it</param>
/// <param name="scratchFolder">on the same disk; emptied after each command</param>
/// <param name="secrets">values by name: what no output may hold</param>
/// <param name="tracked">compares outputs that git tracks</param>
/// <param name="findProgram">the path of xz or bzip2, for outputs that are packed so; null: PATH finds them</param>
internal sealed class CommandRunner(
    ICommandHost host,
    SharedStore results,
    FileHasher hasher,
    string projectFolder,
    string scratchFolder,
    IReadOnlyDictionary<string, string> secrets,
    TrackedOutputs tracked,
    Func<string, string>? findProgram = null
)
{
    /// <summary>Gets what fails; null: nothing is kept of it.</summary>
    public FailureCapsules? Capsules { get; init; }

    /// <summary>The stored result; null when the command has to run.</summary>
    public Blob? Find(CommandStep step) => results.Find(step.Id, step.Key.Key);

    /// <exception cref="SpringformException">
    /// E402 the command failed, E403 an output is missing, E408 one cannot be kept, E406 an input is missing or changed meanwhile, E506 an output holds a
    /// secret
    /// </exception>
    public async Task<Blob> RunAsync(BuildPlan plan, CommandStep step, IOutput log, CancellationToken cancellation)
    {
        var scratch = Path.Combine(scratchFolder, Guid.NewGuid().ToString("N"));
        try
        {
            RequirePresent(step);
            var inputs = await new CommandInputs(projectFolder, Find).OfAsync(plan, step, scratch, cancellation);
            using var outputs = new OutputSpool(step, Path.Combine(scratch, "outputs"));
            using var recorded = Capsules?.Record(log, scratch);
            var search = new SecretSearch(secrets, Path.Combine(scratch, "search"), findProgram ?? (name => name));
            var builder = plan.Builder(step.BuilderId);
            var result = await RunAsync(step, builder, inputs, outputs, recorded ?? log, cancellation);
            if (result.ExitCode != 0)
            {
                var failed = new FailedCommand(step, result, inputs);
                var capsule = recorded is null
                    ? null
                    : await Capsules!.KeepAsync(failed, token => host.RerunAsync(step, builder, token), search, recorded, cancellation);
                throw Failed(plan, step, builder, result, capsule);
            }

            RequireUnchanged(step);
            outputs.Check();
            await search.CheckAsync(step, outputs.Entries(), log, cancellation);
            if (step.Tracked is { } files)
                await tracked.CheckAsync(step, files, outputs.Entries(), cancellation);
            return await results.PutAsync(
                step.Id,
                step.Key.Key,
                (stream, token) => TarArchive.WriteAsync(outputs.Entries(), stream, Epoch.Neutral, token),
                cancellation
            );
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    // What a command left comes as an archive, but nobody sent it: it is the command's, and so is the remedy.
    private async Task<ContainerResult> RunAsync(
        CommandStep step,
        BuilderStep builder,
        IReadOnlyList<ArchiveEntry> inputs,
        OutputSpool outputs,
        IOutput log,
        CancellationToken cancellation
    )
    {
        try
        {
            return await host.RunAsync(step, builder, inputs, outputs, log, cancellation);
        }
        catch (SpringformException failure) when (failure.Problems[0] is { } problem && problem.Code == ErrorCode.UnsafeArchive)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.UnkeepableOutput,
                    $"what the command left cannot be kept: {problem.What}",
                    $"step {step.Id}, outputs {string.Join(", ", step.Outputs)}",
                    "let the command remove it at its end, or name it otherwise; or choose outputs: of a folder that does not hold it"
                ),
                failure
            );
        }
    }

    private void RequirePresent(CommandStep step)
    {
        var gone = step.Key.Files.Files.Where(file => FileStat.Of(Path.Combine(projectFolder, file.Path)) is null).Select(file => file.Path).ToList();
        if (gone.Count > 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingInput,
                    $"{(gone.Count == 1 ? "an input was" : $"{gone.Count} inputs were")} removed after the plan was made: {string.Join(", ", gone.Take(8))}",
                    $"step {step.Id}",
                    "run again"
                )
            );
        }
    }

    /// <summary>The copy was made from the files that the key was made from, or the result is not stored under that key.</summary>
    private void RequireUnchanged(CommandStep step)
    {
        var changed = step.Key.Files.Files.Where(file => !IsUnchanged(file)).Select(file => file.Path).ToList();
        if (changed.Count > 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingInput,
                    $"{(changed.Count == 1 ? "an input" : $"{changed.Count} inputs")} changed while the command ran: {string.Join(", ", changed.Take(8))}",
                    $"step {step.Id}",
                    "run again: the result was not stored. A file that no command needs, such as a log that is being written, belongs on .gitignore, "
                        + "or out of inputs:"
                )
            );
        }
    }

    private bool IsUnchanged(FileFact file) => FileStat.Of(Path.Combine(projectFolder, file.Path)) is not null && hasher.Fact(projectFolder, file.Path) == file;

    private SpringformException Failed(BuildPlan plan, CommandStep step, BuilderStep builder, ContainerResult result, string? capsule)
    {
        var program = MissingProgram.In(result, step);
        var (what, fix) = program is null
            ? result.Ending(step.Limits)
            : ($"needs {program}, which the builder does not have", $"add {program} to the Dockerfile of the builder, {builder.FriendlyTag}");
        var after = program is null && result.EngineError is null && !result.TimedOut ? $" after {result.Elapsed.TotalSeconds:F1} s" : "";
        return new SpringformException(
            new Problem(
                ErrorCode.CommandFailed,
                $"the command {what}{after}{(result.EngineError is null ? $": {string.Join(' ', step.Command)}" : "")}",
                $"step {step.Id}, image {builder.Reference}",
                (fix ?? "see its last lines below")
                    + (host.OpensShell ? $"; by hand: --target=Shell --only={(step.Target ?? plan.Targets[0]).Id}" : "")
                    + (capsule is null ? "" : $"; anywhere else: rerun.sh in {Path.GetRelativePath(projectFolder, capsule)}")
            )
            {
                Details = result.Tail,
            }
        );
    }
}
