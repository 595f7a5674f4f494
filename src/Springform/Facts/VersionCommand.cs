using System.ComponentModel;
using Springform.Config;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Facts;

/// <summary>The command of version.run. It is asked once, whatever is planned again.</summary>
internal sealed class VersionCommand(ProcessRunner processes, string projectFolder, TimeProvider clock, CancellationToken cancellation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string? said;

    /// <exception cref="SpringformException">E122 it fails, or does not end</exception>
    public string Output(CommandLine command) => said ??= AskAsync(command.Arguments).GetAwaiter().GetResult();

    private async Task<string> AskAsync(IReadOnlyList<string> arguments)
    {
        var output = new List<string>();
        var error = new List<string>();
        var asked = new ProcessCommand(arguments[0], [.. arguments.Skip(1)])
        {
            WorkingDirectory = projectFolder,
            OutputLine = output.Add,
            ErrorLine = error.Add,
            EndsChildren = true,
        };
        int? exitCode;
        try
        {
            exitCode = await Deadline.RunAsync(Patience, clock, stop => processes.RunAsync(asked, stop), cancellation);
        }
        catch (Win32Exception missing)
        {
            throw Failed(arguments, $"could not be started: {missing.Message}", []);
        }

        return exitCode switch
        {
            0 => string.Join('\n', output),
            null => throw Failed(arguments, $"did not end within {Patience.TotalSeconds:0} seconds", error),
            { } code => throw Failed(arguments, $"ended with exit code {code}", error),
        };
    }

    private static SpringformException Failed(IReadOnlyList<string> arguments, string how, IReadOnlyList<string> lastLines) =>
        new(
            new Problem(
                ErrorCode.InvalidVersion,
                $"the command that says the version {how}: {ShellQuoting.Render(arguments)}",
                "springform.yaml, version.run",
                "let it write the version in its first line, and end with 0; it runs on this machine, in the project's folder"
            )
            {
                Details = [.. lastLines.TakeLast(20)],
            }
        );
}
