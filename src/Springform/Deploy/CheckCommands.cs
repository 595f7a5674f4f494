using Springform.Config;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.Deploy;

/// <summary>The project's own commands in the container, which fail when the files there do not work.</summary>
internal sealed class CheckCommands(TargetContainer container, DeployConfig config, TimeProvider clock)
{
    private const int ShownLines = 20;

    /// <exception cref="SpringformException">E642 the first that fails</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var command in config.Check)
            if (await FailureAsync(command, cancellation) is { } failure)
                throw new SpringformException(failure);
    }

    public async Task<bool> PassAsync(CancellationToken cancellation)
    {
        foreach (var command in config.Check)
            if (await FailureAsync(command, cancellation) is not null)
                return false;
        return true;
    }

    private async Task<Problem?> FailureAsync(CommandLine command, CancellationToken cancellation)
    {
        var limit = RunLimits.ParseTimeout(config.Timeout)!.Value;
        ProcessResult? result = null;
        var ended = await Deadline.RunAsync(
            limit,
            clock,
            async token => (result = await container.ExecAsync(command.Arguments, config.User, new Dictionary<string, string>(), token)).ExitCode,
            cancellation
        );
        if (ended == 0)
            return null;
        var how = ended is null ? $"did not end within {RunLimits.Words(limit)}" : $"ended with exit code {ended}";
        return new Problem(
            ErrorCode.DeployFailed,
            $"the check {Quoted.Of(ShellQuoting.Render(command.Arguments))} {how}",
            $"container {container.Name}, step Deploy",
            "read its last lines below"
        )
        {
            Details = [.. (result is null ? "" : result.Output + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines)],
        };
    }
}
