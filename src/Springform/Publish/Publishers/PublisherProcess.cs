using System.ComponentModel;
using Springform.Compile;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;
using Springform.Names;
using Springform.Publish.GitHub;
using Springform.Registry;
using Springform.Reporting;

namespace Springform.Publish.Publishers;

/// <summary>Runs a publisher's command on this machine: with a time limit, output that is masked and bounded, and only the secrets that it declares.</summary>
/// <param name="secrets">of all that declare any</param>
/// <param name="masked">the values of these</param>
internal sealed class PublisherProcess(
    ProcessRunner processes,
    ProjectFolders folders,
    SecretValues secrets,
    Secrets masked,
    TimeProvider clock,
    IOutput terminal
)
{
    /// <summary>Between a request to end and the end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Its program is there; of a path, the file in the project.</summary>
    public bool IsInstalled(string program) =>
        program.Contains('/', StringComparison.Ordinal)
            ? File.Exists(Path.Combine(folders.Root, program))
            : processes.Environment.FindExecutables(program).Count > 0;

    /// <summary>Runs to a good end.</summary>
    /// <exception cref="SpringformException">E611 it failed, did not end in time, or is not installed</exception>
    public async Task RunAsync(PublisherRun run, CancellationToken cancellation)
    {
        if (!IsInstalled(run.Command[0]))
            throw new SpringformException(NotInstalled(run));
        using var log = new LegOutput(terminal, folders.Logs, $"publish/{run.Title.Replace(' ', '-')}", prefixed: false, masked, clock);
        var output = new OutputTail(new BoundedOutput(log));
        void Say(string line) => output.Line(BoundedOutput.Cut(LegOutput.Masked(masked, line)));
        var limit = RunLimits.ParseTimeout(run.Publisher.Timeout)!.Value;
        var command = new ProcessCommand(ProgramOf(run), [.. run.Command.Skip(1)])
        {
            Environment = EnvironmentOf(run),
            WorkingDirectory = folders.Root,
            OutputLine = Say,
            ErrorLine = Say,
            Grace = Grace,
            EndsChildren = true,
        };
        string how;
        try
        {
            var ended = await Deadline.RunAsync(limit, clock, token => processes.RunAsync(command, token), cancellation);
            if (ended == 0)
                return;
            how = ended is null ? $"did not end within {RunLimits.Words(limit)} and was ended" : $"ended with exit code {ended}";
        }
        catch (Win32Exception error)
        {
            how = $"cannot be started: {Quoted.Clean(error.Message)}";
        }

        throw new SpringformException(Failed(run, how, $"log {log.LogPath}", "read its last lines below, correct the cause") with { Details = output.Lines });
    }

    /// <summary>What the terminal and the plan show of a command.</summary>
    public string Shown(PublisherRun run) => ShellQuoting.Render(run.Command.Select(masked.Masked));

    private string ProgramOf(PublisherRun run) =>
        run.Command[0].Contains('/', StringComparison.Ordinal) ? Path.Combine(folders.Root, run.Command[0]) : run.Command[0];

    /// <summary>What is secret and was not declared for it is taken out.</summary>
    private Dictionary<string, string?> EnvironmentOf(PublisherRun run)
    {
        var changes = secrets
            .ByName.Keys.Concat(GitHubToken.Variables)
            .Append(RegistryCredentials.PasswordVariable)
            .Except(run.Publisher.Secrets, StringComparer.Ordinal)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in run.Environment)
            changes[name] = value;
        return changes;
    }

    private static Problem NotInstalled(PublisherRun run) =>
        Failed(
            run,
            $"cannot be started: {Quoted.Of(run.Command[0])} is not installed",
            "springform.yaml, publishers",
            run.Command[0].Contains('/', StringComparison.Ordinal)
                ? "correct its path, which is relative to springform.yaml"
                : "install it on this machine, in a folder of PATH"
        );

    private static Problem Failed(PublisherRun run, string how, string where, string fix) =>
        new(
            ErrorCode.PublisherFailed,
            $"the publisher {run.Title} {how}",
            $"{where}, step Publish",
            $"{fix}, and run the same command again: the release is public, and what was done is not run again"
        );
}
