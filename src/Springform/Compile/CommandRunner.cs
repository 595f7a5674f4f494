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
/// <param name="results">.springform/results</param>
/// <param name="scratchFolder">on the same disk; emptied after each command</param>
/// <param name="secrets">values by name: what no output may hold</param>
/// <param name="tracked">compares outputs that git tracks</param>
/// <param name="findProgram">the path of xz or bzip2, for outputs that are packed so; null: PATH finds them</param>
internal sealed class CommandRunner(
    ICommandHost host,
    BlobStore results,
    FileHasher hasher,
    string projectFolder,
    string scratchFolder,
    IReadOnlyDictionary<string, string> secrets,
    TrackedOutputs tracked,
    Func<string, string>? findProgram = null
)
{
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
            var inputs = await InputsAsync(plan, step, scratch, cancellation);
            using var outputs = new OutputSpool(step, Path.Combine(scratch, "outputs"));
            var builder = plan.Builder(step.BuilderId);
            var result = await RunAsync(step, builder, inputs, outputs, log, cancellation);
            if (result.ExitCode != 0)
            {
                throw Failed(step, builder, result);
            }

            RequireUnchanged(step);
            outputs.Check();
            await new SecretSearch(secrets, Path.Combine(scratch, "search"), findProgram ?? (name => name)).CheckAsync(
                step,
                outputs.Entries(),
                log,
                cancellation
            );
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

    private async Task<IReadOnlyList<ArchiveEntry>> InputsAsync(BuildPlan plan, CommandStep step, string scratch, CancellationToken cancellation)
    {
        var entries = step.Key.Files.Files.ToDictionary(file => file.Path, FromWorkTree, StringComparer.Ordinal);
        foreach (var (id, index) in step.After.Select((id, index) => (id, index)))
        {
            var blob = Find(plan.Command(id)) ?? throw Missing(step, id);
            var folder = Path.Combine(scratch, $"before-{index}");
            await new ArchiveReader().ExtractToAsync(blob.Path, folder, cancellation);
            foreach (var entry in DirectoryEntries.Below(folder))
            {
                entries[entry.Path] = entry;
            }
        }

        return [.. entries.Values];
    }

    private ArchiveEntry FromWorkTree(FileFact file)
    {
        var path = Path.Combine(projectFolder, file.Path);
        return file.Kind == FileKind.Link
            ? ArchiveEntry.Symlink(file.Path, new FileInfo(path).LinkTarget ?? "")
            : ArchiveEntry.FromFile(file.Path, path, file.Kind == FileKind.Executable);
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

    private static SpringformException Missing(CommandStep step, string before) =>
        new(
            new Problem(
                ErrorCode.MissingInput,
                $"the result of {before} is missing",
                $"step {step.Id}",
                "it is made by step Compile: run again without --exclusive"
            )
        );

    private static SpringformException Failed(CommandStep step, BuilderStep builder, ContainerResult result)
    {
        var (what, fix) = result.Ending(step.Limits);
        var after = result.EngineError is null && !result.TimedOut ? $" after {result.Elapsed.TotalSeconds:F1} s" : "";
        return new SpringformException(
            new Problem(
                ErrorCode.CommandFailed,
                $"the command {what}{after}{(result.EngineError is null ? $": {string.Join(' ', step.Command)}" : "")}",
                $"step {step.Id}, image {builder.Reference}",
                $"{fix ?? "see its last lines below"}; by hand: {result.ByHand}"
            )
            {
                Details = result.Tail,
            }
        );
    }
}
