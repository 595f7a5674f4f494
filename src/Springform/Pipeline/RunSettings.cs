using Springform.Config;
using Springform.Config.Switches;
using Springform.Facts;
using Springform.Machine;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>What one run of a host was started with; the one place where the outside world is handed to tasks.</summary>
/// <param name="Options">switches and environment</param>
/// <param name="ProjectFolder">full path of springform.yaml's folder</param>
/// <param name="Config">springform.yaml, being read</param>
/// <param name="Git">git's answers for the first plan, being asked for; null: asked when the plan is made</param>
/// <param name="Terminal">where people read</param>
/// <param name="Environment">the process's variables</param>
/// <param name="Clock">for elapsed times and the stat cache, never for content</param>
/// <param name="Cancellation">Ctrl+C and SIGTERM</param>
internal sealed record RunSettings(
    Options Options,
    string ProjectFolder,
    ConfigAhead Config,
    GitAhead? Git,
    Terminal Terminal,
    ProcessEnvironment Environment,
    TimeProvider Clock,
    CancellationToken Cancellation
)
{
    /// <summary>Full path of the folder where the command was given.</summary>
    public string CallerFolder { get; init; } = ProjectFolder;

    /// <summary>Runs another project, or this one with other switches, within this run: arguments to exit code.</summary>
    public Func<IReadOnlyList<string>, int> Nested { get; init; } = _ => throw new NotSupportedException("no host runs within this one");

    /// <summary>Input and output are a person's terminal.</summary>
    public bool HasTerminal { get; init; }

    /// <summary>What the person types there.</summary>
    public TextReader Answers { get; init; } = TextReader.Null;
}
