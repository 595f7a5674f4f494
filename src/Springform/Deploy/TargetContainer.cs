using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Deploy;

/// <summary>The container that is deployed into: scripts that run in it as its root.</summary>
internal sealed class TargetContainer(IContainerEngine engine, RunningContainer container)
{
    /// <summary>What every script here may use; all of Debian, Alpine and busybox have them.</summary>
    private static readonly string[] Programs = ["cat", "chmod", "chown", "flock", "ln", "mv", "rm", "sha256sum", "stat"];

    public RunningContainer Container => container;

    public string Name => container.Name;

    /// <exception cref="SpringformException">E641 there is none that runs, or several; E649 it runs another image by now; E303 it lacks a program</exception>
    public static async Task<TargetContainer> FindAsync(IContainerEngine engine, DeployRequest request, CancellationToken cancellation)
    {
        var found = await ContainerFinder.FindAsync(
            engine,
            new RuntimeContainer(request.Config.Container, request.Config.Label, "deploy"),
            request.ContainerName,
            cancellation
        );
        if (request.BuiltFromImageId is { } builtFrom && builtFrom != found.ImageId)
            throw new SpringformException(
                new Problem(
                    ErrorCode.RuntimeChanged,
                    $"the container {found.Name} runs {found.ImageId} by now, and what should be deployed was built on {builtFrom}",
                    $"container {found.Name}",
                    "run the same command again: the builder is made from the image that runs now"
                )
            );
        var target = new TargetContainer(engine, found);
        await target.RequireProgramsAsync(cancellation);
        return target;
    }

    /// <summary>As root, whatever the container's own user is.</summary>
    public Task<ProcessResult> ScriptAsync(
        string script,
        IEnumerable<string> arguments,
        CancellationToken cancellation,
        Func<Stream, CancellationToken, Task>? input = null
    ) => engine.ExecAsync(new ContainerExec(container.Id, ["sh", "-c", script, "sh", .. arguments]) { User = "0", Input = input }, cancellation);

    public Task<ProcessResult> ExecAsync(
        IReadOnlyList<string> command,
        string? user,
        IReadOnlyDictionary<string, string> secrets,
        CancellationToken cancellation
    ) => engine.ExecAsync(new ContainerExec(container.Id, command) { User = user, Secrets = secrets }, cancellation);

    public Task<ProcessResult> HoldAsync(string script, Func<Stream, CancellationToken, Task> input, Action<string> line, CancellationToken cancellation) =>
        engine.ExecAsync(
            new ContainerExec(container.Id, ["sh", "-c", script])
            {
                User = "0",
                Input = input,
                OutputLine = line,
            },
            cancellation
        );

    public Task RestartAsync(CancellationToken cancellation) => engine.RestartContainerAsync(container.Id, cancellation);

    private async Task RequireProgramsAsync(CancellationToken cancellation)
    {
        var asked = await ScriptAsync("for name; do command -v \"$name\" >/dev/null 2>&1 || echo \"$name\"; done", Programs, cancellation);
        var missing = asked.Succeeded ? asked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : ["sh"];
        if (missing.Length > 0)
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingTool,
                    $"the container {Name} lacks {string.Join(", ", missing)}, which Deploy runs in it",
                    $"container {Name}",
                    "use an image that has them, such as one of Debian's or Alpine's"
                )
            );
    }
}
