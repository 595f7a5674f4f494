using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Engine;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>A person's shell where a leg's commands run.</summary>
public sealed class ShellWork(BuildContext context)
{
    private const string WorkDirectory = "/src";

    // bash where there is one; the image need not have it.
    private const string Script = "command -v bash >/dev/null 2>&1 && exec bash; exec sh";

    /// <exception cref="SpringformException">E103 without a terminal or with several targets, E104 without a builder</exception>
    public Target Target()
    {
        if (!context.Run.HasTerminal)
        {
            throw Refused("--target=Shell needs a terminal, and there is none", "run it in a terminal, not in a pipe or in CI; for one command use docker run with the image that --target=Plan shows");
        }

        if (context.Plan.Targets.Count != 1)
        {
            throw Refused(
                $"--target=Shell opens a shell for one target, and {context.Plan.Targets.Count} are selected",
                $"name one with --only: {string.Join(", ", context.Plan.Targets.Select(target => target.Id).Take(12))}");
        }

        return context.Plan.Builders.Count > 0
            ? context.Plan.Targets[0]
            : throw new SpringformException(new Problem(ErrorCode.MissingKey, "the project has no builder", "springform.yaml", "add builder: with image and dockerfile"));
    }

    /// <returns>the shell's exit code</returns>
    public async Task<int> OpenAsync(CancellationToken cancellation)
    {
        var target = Target();
        var builder = context.Plan.Builder(BuilderStep.IdOf(target));
        await context.Images.EnsureBuildersAsync([builder], cancellation);
        var commands = context.Plan.Commands.Where(command => command.Target?.Id == target.Id || command.Target is null).ToList();
        var inputs = commands.SelectMany(command => command.Key.Files.Files).DistinctBy(file => file.Path, StringComparer.Ordinal).Select(FromWorkTree).ToList();
        context.Run.Terminal.Line($"    {builder.FriendlyTag} ({builder.Platform}), {inputs.Count} input files in {WorkDirectory}; exit ends it, and nothing is kept");
        var result = await context.Engine.RunAsync(
            new ContainerRun(builder.Reference, builder.Platform, ["sh", "-c", Script])
            {
                Name = $"shell/{target.Id}",
                Terminal = true,
                WorkDirectory = WorkDirectory,
                Environment = commands.FirstOrDefault(command => command.Target is not null)?.Environment ?? new Dictionary<string, string>(),
                Inputs = (stream, token) => TarArchive.WriteAsync(inputs, stream, Epoch.Neutral, token),
            },
            context.Run.Terminal,
            cancellation);
        return result.ExitCode;
    }

    private ArchiveEntry FromWorkTree(FileFact file)
    {
        var path = Path.Combine(context.Folders.Root, file.Path);
        return file.Kind == FileKind.Link
            ? ArchiveEntry.Symlink(file.Path, new FileInfo(path).LinkTarget ?? "")
            : ArchiveEntry.FromFile(file.Path, path, file.Kind == FileKind.Executable);
    }

    private static SpringformException Refused(string what, string fix) => new(new Problem(ErrorCode.InvalidValue, what, "command line", fix));
}
