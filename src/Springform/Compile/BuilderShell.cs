using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Engine;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>A person's shell where a leg's commands run.</summary>
/// <param name="root">full path of the project</param>
internal sealed class BuilderShell(IContainerEngine engine, string root, IOutput log)
{
    private const string WorkDirectory = "/src";

    // bash where there is one; the image need not have it.
    private const string Script = "command -v bash >/dev/null 2>&1 && exec bash; exec sh";

    /// <exception cref="SpringformException">E103 without a terminal or with several targets, E104 without a builder</exception>
    public static Target TargetOf(BuildPlan plan, bool hasTerminal)
    {
        if (!hasTerminal)
        {
            throw Refused(
                "--target=Shell needs a terminal, and there is none",
                "run it in a terminal, not in a pipe or in CI; for one command use docker run with the image that --target=Plan shows"
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

    /// <summary>The engine holds the target's builder already.</summary>
    /// <returns>the shell's exit code</returns>
    public async Task<int> OpenAsync(BuildPlan plan, Target target, CancellationToken cancellation)
    {
        var builder = plan.Builder(BuilderStep.IdOf(target));
        var commands = plan.Commands.Where(command => command.Target?.Id == target.Id || command.Target is null).ToList();
        var inputs = commands
            .SelectMany(command => command.Key.Files.Files)
            .DistinctBy(file => file.Path, StringComparer.Ordinal)
            .Select(FromWorkTree)
            .ToList();
        log.Line($"    {builder.FriendlyTag} ({builder.Platform}), {inputs.Count} input files in {WorkDirectory}; exit ends it, and nothing is kept");
        var result = await engine.RunAsync(
            new ContainerRun(builder.Reference, builder.Platform, ["sh", "-c", Script])
            {
                Name = $"shell/{target.Id}",
                Terminal = true,
                WorkDirectory = WorkDirectory,
                Environment = commands.FirstOrDefault(command => command.Target is not null)?.Environment ?? new Dictionary<string, string>(),
                Inputs = (stream, token) => TarArchive.WriteAsync(inputs, stream, Epoch.Neutral, token),
            },
            log,
            cancellation
        );
        return result.ExitCode;
    }

    private ArchiveEntry FromWorkTree(FileFact file)
    {
        var path = Path.Combine(root, file.Path);
        return file.Kind == FileKind.Link
            ? ArchiveEntry.Symlink(file.Path, new FileInfo(path).LinkTarget ?? "")
            : ArchiveEntry.FromFile(file.Path, path, file.Kind == FileKind.Executable);
    }

    private static SpringformException Refused(string what, string fix) => new(new Problem(ErrorCode.InvalidValue, what, "command line", fix));
}
