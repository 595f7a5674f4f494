using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.Packaging;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Springform.Ci;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Facts;
using Springform.Files;
using Springform.Machine;
using Springform.Pipeline;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Hosting;

/// <summary>
/// The host of every Springform pipeline: <c>build/Program.cs</c> and the <c>springform</c> command call <see cref="Run(IReadOnlyList{string})"/>. It checks
/// switches, sets the working folder, runs Cake with one typed context, and ends with a real exit code.
/// </summary>
public static class SpringformHost
{
    private const string DefaultTask = "Dist";

    /// <summary>Tasks whose standard output is a document for a file or a pipe, and nothing else.</summary>
    private static readonly IReadOnlyList<string> Documents = ["Graph", "Completion", "ManPage"];

    /// <summary>Tasks that look at no commit: git, asked ahead, would only cost them time.</summary>
    private static readonly IReadOnlyList<string> WithoutCommit = ["Fetch", "Completion", "ManPage"];

    /// <param name="args">as the process got them</param>
    /// <returns>a value of <see cref="ExitCode"/></returns>
    public static int Run(IReadOnlyList<string> args) => Run(args, ProcessEnvironment.Current(), Console.Out, Console.Error);

    /// <summary>The same with everything given, for tests.</summary>
    internal static int Run(IReadOnlyList<string> args, ProcessEnvironment environment, TextWriter output, TextWriter error)
    {
        var fence = CommandFence.For(environment);
        var problems = new Terminal(error, error, Colours(environment, Console.IsErrorRedirected)) { Fence = fence };
        using var signals = new CancelSignals();
        try
        {
            var given = OptionReader.Read(args, environment.Variables);
            var options =
                given.Targets.Count > 0 ? given : given with { Targets = [DefaultTask], CakeArguments = [.. given.CakeArguments, $"--target={DefaultTask}"] };
            var people = options.Output == OutputFormat.Json || Documents.Any(options.IsRequested) ? error : output;
            var terminal = new Terminal(people, output, Colours(environment, people == error ? Console.IsErrorRedirected : Console.IsOutputRedirected))
            {
                Width = Console.IsOutputRedirected ? 80 : Columns(Console.WindowWidth, 80),
                Height = Console.IsOutputRedirected ? 24 : Columns(Console.WindowHeight, 24),
                Fence = fence,
                IsInteractive =
                    people == output && output == Console.Out && !Console.IsOutputRedirected && environment["TERM"] != "dumb" && environment["CI"] != "true",
            };
            // A runner reads both streams, in no order that is known: what is fenced on one could be resumed on the other.
            problems = fence.IsNeeded ? terminal : problems;
            if (options.Help)
            {
                new HelpText(terminal.Width).Lines().ToList().ForEach(terminal.Data);
                return (int)ExitCode.Done;
            }

            var project = ProjectFolder(options);
            var git = options.Targets.All(target => WithoutCommit.Contains(target, StringComparer.OrdinalIgnoreCase))
                ? null
                : new GitAhead(new GitCommand(new ProcessRunner(environment), project, signals.Token));
            var config = new ConfigAhead(project);
            return Run(
                new RunSettings(options, project, config, git, terminal, environment, TimeProvider.System, signals.Token)
                {
                    CallerFolder = Path.GetFullPath("."),
                    Nested = further => Run(further, environment, people, error),
                    HasTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected,
                    Answers = Console.In,
                },
                problems
            );
        }
#pragma warning disable CA1031 // the outermost frame: whatever it is becomes a text and an exit code
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Fail(failure, problems, environment);
        }
    }

    /// <exception cref="SpringformException">E105 it is no folder</exception>
    private static string ProjectFolder(Options options)
    {
        var folder = options.Project ?? ".";
        try
        {
            var full = Path.GetFullPath(folder);
            return Directory.Exists(full)
                ? full
                : throw new SpringformException(
                    new Problem(
                        ErrorCode.MissingFile,
                        $"the project folder {Quoted.Of(folder)} {(File.Exists(full) ? "is no folder" : "does not exist")}",
                        Quoted.Clean(full),
                        "give --project the folder of springform.yaml, relative to where the command is given"
                    )
                );
        }
        catch (IOException error)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingFile,
                    "the current folder does not exist any more",
                    "current folder",
                    "go to a folder that exists (cd), then run again"
                ),
                error
            );
        }
    }

    private static int Run(RunSettings run, Terminal problems)
    {
        var outcome = new RunOutcome();
        var messages = new CakeMessages(run.Terminal);
        var code = CakeHost
            .Create()
            .AddAssembly(typeof(SpringformHost).Assembly)
            .ConfigureServices(services => Configure(services, run, outcome, messages))
            .UseLifetime<ProjectLifetime>()
            .UseTaskLifetime<TaskGroups>()
            .UseWorkingDirectory(run.ProjectFolder)
            .Run(run.Options.CakeArguments);
        var failure = outcome.Failure ?? (code == 0 ? null : NotStarted(messages.Errors));
        if (failure is null)
        {
            return (int)ExitCode.Done;
        }

        var told = ErrorText.Explained(failure) is SpringformException explained
            ? new DiskUse(new ProjectFolders(run.ProjectFolder), run.Environment).Counted(explained)
            : failure;
        // Whoever asked for JSON gets a document in any case.
        if (run.Options.Output == OutputFormat.Json && !run.Terminal.HasData && told is SpringformException refusal)
        {
            run.Terminal.Data(DataJson.Of(refusal.Problems));
        }

        return Fail(told, problems, run.Environment);
    }

    /// <summary>Cake gave up before its engine ran, for example because a task of the project cannot be made, and has only said why.</summary>
    private static SpringformException NotStarted(IReadOnlyList<string> said) =>
        new(
            new Problem(
                ErrorCode.NotStarted,
                said.Count > 0 ? said[0] : "Cake ended before the first task",
                "the tasks of this project",
                "mend the task that is named: what its constructor takes must be a service of the host, such as BuildContext; --verbosity=diagnostic tells more"
            )
            {
                Details = [.. said.Skip(1)],
            }
        );

    private static void Configure(IServiceCollection services, RunSettings run, RunOutcome outcome, CakeMessages messages)
    {
        // Nothing is ever installed by Cake. Its installer would read NuGet's settings, and write a file of defaults into the project where there is no home
        // folder.
        foreach (
            var installer in services
                .Where(service => service.ServiceType == typeof(IPackageInstaller) || service.ServiceType.Namespace == "Cake.NuGet")
                .ToList()
        )
        {
            services.Remove(installer);
        }

        services.AddSingleton(run);
        services.AddSingleton<IFrostingContext>(provider => new BuildContext(provider.GetRequiredService<ICakeContext>(), run));
        services.AddSingleton(outcome);
        services.AddSingleton<ICakeLog>(messages);
        services.AddSingleton<ICakeReportPrinter, SummaryPrinter>();
        services.AddSingleton<IVersionResolver, OwnVersion>();
        services.AddSingleton<ICakeEngine>(provider => new RecordingEngine(
            new CakeEngine(provider.GetRequiredService<ICakeDataService>(), provider.GetRequiredService<ICakeLog>()),
            outcome
        ));
    }

    private static int Fail(Exception failure, Terminal problems, ProcessEnvironment environment)
    {
        var explained = ErrorText.Explained(failure);
        var actions = new GitHubActions(environment);
        if (explained is SpringformException error && actions.IsActive)
        {
            foreach (var problem in error.Problems)
            {
                problems.Command(GitHubActions.Annotation(problem));
            }
        }

        foreach (var line in ErrorText.Lines(explained, problems))
        {
            problems.Line(line);
        }

        var outcome = new RunOutcome();
        outcome.Record(explained);
        return (int)outcome.ExitCode;
    }

    /// <summary>A terminal that nobody told its size has 0 columns and rows.</summary>
    private static int Columns(int told, int usual) => told > 0 ? told : usual;

    private static bool Colours(ProcessEnvironment environment, bool redirected) =>
        !redirected && string.IsNullOrEmpty(environment["NO_COLOR"]) && environment["TERM"] != "dumb";
}
