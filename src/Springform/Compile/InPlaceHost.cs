using System.Diagnostics;
using Springform.Archives;
using Springform.Engine;
using Springform.Files;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Planning.Dockerfiles;

namespace Springform.Compile;

/// <summary>
/// Runs a command without an engine, for CI jobs that already run inside the planned builder. The command gets a private copy of its inputs,
/// and of the environment only what is declared, what the builder's Dockerfile sets, and PATH, HOME and LANG. It cannot take the network away, nor limit memory
/// and processes.
/// </summary>
internal sealed class InPlaceHost(ProcessRunner processes, string scratchFolder, TimeProvider clock) : ICommandHost
{
    private const int TailLines = 40;

    /// <summary>Whether this process runs inside the image that was built with <paramref name="builder"/>'s key.</summary>
    public static bool IsInside(BuilderStep builder, ProcessEnvironment environment) =>
        !builder.Key.IsPending && environment[BuildArgument.BuilderKey] == builder.Key.Key.Text;

    public bool OpensShell => false;

    public Task<Rerun?> RerunAsync(CommandStep step, BuilderStep builder, CancellationToken cancellation) => Task.FromResult<Rerun?>(null);

    public async Task<ContainerResult> RunAsync(
        CommandStep step,
        BuilderStep builder,
        IReadOnlyList<ArchiveEntry> inputs,
        OutputSpool outputs,
        IOutput log,
        CancellationToken cancellation
    )
    {
        var folder = Path.Combine(scratchFolder, Guid.NewGuid().ToString("N"));
        var tail = new Queue<string>();
        try
        {
            await DirectoryEntries.WriteAsync(inputs, folder, cancellation);
            var started = clock.GetTimestamp();
            var ended = await Deadline.RunAsync(
                step.Limits.Timeout,
                clock,
                token => processes.RunAsync(Command(step, builder, folder, Line), token),
                cancellation
            );
            if (ended == 0)
            {
                AddOutputs(folder, outputs);
            }

            return new ContainerResult(ended ?? ContainerResult.EndedByUs, clock.GetElapsedTime(started), [.. tail]) { TimedOut = ended is null };
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        void Line(string text)
        {
            log.Line(text);
            tail.Enqueue(text);
            if (tail.Count > TailLines)
            {
                tail.Dequeue();
            }
        }
    }

    private ProcessCommand Command(CommandStep step, BuilderStep builder, string folder, Action<string> line)
    {
        var kept = new Dockerfile(builder.Dockerfile!).Environment.Concat(["PATH", "HOME", "LANG"]).Concat(step.Secrets).ToHashSet(StringComparer.Ordinal);
        var environment = processes
            .Environment.Variables.Keys.Where(name => !kept.Contains(name))
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in step.Environment)
        {
            environment[name] = value;
        }

        return new ProcessCommand(step.Command[0], [.. step.Command.Skip(1)])
        {
            WorkingDirectory = folder,
            Environment = environment,
            OutputLine = line,
            ErrorLine = line,
        };
    }

    // Nothing is opened that no pattern names: a pipe would wait for ever for its other end.
    private static void AddOutputs(string folder, OutputSpool outputs)
    {
        foreach (var entry in DirectoryEntries.Below(folder))
        {
            var stat = FileStat.Of(Path.Combine(folder, entry.Path)) ?? default;
            var kind = entry.Kind != ArchiveEntryKind.File || stat.IsRegular ? entry.Kind : ArchiveEntryKind.Special;
            var isFile = kind == ArchiveEntryKind.File;
            var item = new ArchivedItem(entry.Path, kind, isFile ? stat.SizeBytes : 0, isFile && stat.IsExecutable, entry.LinkTarget, 0)
            {
                Privileges = kind == ArchiveEntryKind.Symlink ? ItemPrivileges.None : (ItemPrivileges)stat.Mode & ItemPrivileges.Bits,
            };
            try
            {
                using Stream content = isFile && outputs.Wants(entry.Path) ? File.OpenRead(entry.HostPath!) : Stream.Null;
                outputs.Add(entry.Path, item, content);
            }
            catch (UnauthorizedAccessException)
            {
                outputs.Refuse(entry.Path, "it may not be read");
            }
        }
    }
}
