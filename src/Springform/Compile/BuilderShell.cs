using Springform.Archives;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>
/// A person's shell where a leg's next command runs: with its inputs, the outputs of the commands before it, its environment, secrets, caches and network.
/// </summary>
/// <param name="project">its name, for the volumes of caches</param>
/// <param name="scratchFolder">on the same disk; emptied at the end</param>
internal sealed class BuilderShell(IContainerEngine engine, CommandInputs inputs, string project, string scratchFolder, IOutput log)
{
    // bash where there is one; the image need not have it.
    private const string Script = "command -v bash >/dev/null 2>&1 && exec bash; exec sh";

    /// <exception cref="SpringformException">E103 without a terminal or with several targets, E104 without a builder</exception>
    public static Target TargetOf(BuildPlan plan, bool hasTerminal)
    {
        if (!hasTerminal)
        {
            throw Refused(
                "--target=Shell needs a terminal, and there is none",
                "run it in a terminal, not in a pipe or in CI; script(1) gives a command one: script -c \"...\" /dev/null"
            );
        }

        if (plan.Targets.Count != 1)
        {
            throw Refused(
                $"--target=Shell opens a shell for one target, and {plan.Targets.Count} are selected",
                $"name one with --only: {string.Join(", ", plan.Targets.Select(target => target.Id).Take(12))}"
            );
        }

        return plan.Builders.Count > 0
            ? plan.Targets[0]
            : throw new SpringformException(
                new Problem(ErrorCode.MissingKey, "the project has no builder", "springform.yaml", "add builder: with image and dockerfile")
            );
    }

    /// <summary>The first of the target's commands that has to run, which is the one that failed; when all have run, the last. Null: there are none.</summary>
    /// <param name="hasRun">whether its result is stored</param>
    public static CommandStep? Next(BuildPlan plan, Target target, Func<CommandStep, bool> hasRun)
    {
        var commands = plan.Commands.Where(command => command.Target is null || command.Target.Id == target.Id).ToList();
        return commands.Find(command => !hasRun(command)) ?? commands.LastOrDefault();
    }

    /// <summary>The engine holds the builder already.</summary>
    /// <param name="step">null: the builder alone</param>
    /// <returns>the shell's exit code</returns>
    public async Task<int> OpenAsync(BuildPlan plan, Target target, BuilderStep builder, CommandStep? step, CancellationToken cancellation)
    {
        var scratch = Path.Combine(scratchFolder, Guid.NewGuid().ToString("N"));
        try
        {
            IReadOnlyList<ArchiveEntry> entries = step is null ? [] : await inputs.OfAsync(plan, step, scratch, cancellation);
            var files = Counted.Of(entries.Count(entry => entry.Kind != ArchiveEntryKind.Directory), "file");
            log.Line($"    {builder.FriendlyTag} ({builder.Platform}), {files} in {ContainerHost.WorkDirectory}; exit ends it, and nothing is kept");
            if (step is not null)
                log.Line($"    {step.Id} runs here: {ShellQuoting.Render(step.Command)}");
            var container = step is null
                ? new ContainerRun(builder.Reference, builder.Platform, []) { Name = "", WorkDirectory = ContainerHost.WorkDirectory }
                : ContainerHost.Container(project, step, builder, entries);
            var result = await engine.RunAsync(
                container with
                {
                    Command = ["sh", "-c", Script],
                    Name = $"shell/{target.Id}",
                    Terminal = true,
                    Limits = container.Limits with { Timeout = TimeSpan.Zero },
                },
                log,
                cancellation
            );
            return result.ExitCode;
        }
        finally
        {
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }
    }

    private static SpringformException Refused(string what, string fix) => new(new Problem(ErrorCode.InvalidValue, what, "command line", fix));
}
