using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Springform.Ci;
using Springform.Config;
using Springform.Engine;
using Springform.Facts;
using Springform.Pipeline;
using Springform.Plan;

namespace Springform.Hosting;

/// <summary>
/// The host of every Springform pipeline: <c>build/Program.cs</c> and the <c>springform</c> command call <see cref="Run(IReadOnlyList{string})"/>. It checks switches, sets the
/// working folder, runs Cake with one typed context, and ends with a real exit code.
/// </summary>
public static class SpringformHost
{
    private const string DefaultTask = "Dist";

    /// <param name="args">as the process got them</param>
    /// <returns>a value of <see cref="ExitCode"/></returns>
    public static int Run(IReadOnlyList<string> args) => Run(args, ProcessEnvironment.Current(), Console.Out, Console.Error);

    /// <summary>The same with everything given, for tests.</summary>
    public static int Run(IReadOnlyList<string> args, ProcessEnvironment environment, TextWriter output, TextWriter error)
    {
        var fence = CommandFence.For(environment);
        var problems = new Terminal(error, error, Colours(environment, Console.IsErrorRedirected)) { Fence = fence };
        using var signals = new CancelSignals();
        try
        {
            var given = OptionReader.Read(args, environment.Variables);
            var options = given.Targets.Count > 0 ? given : given with { Targets = [DefaultTask], CakeArguments = [.. given.CakeArguments, $"--target={DefaultTask}"] };
            var people = options.Output == OutputFormat.Json ? error : output;
            var terminal = new Terminal(people, output, Colours(environment, people == error ? Console.IsErrorRedirected : Console.IsOutputRedirected))
            {
                Width = Console.IsOutputRedirected ? 80 : Console.WindowWidth,
                Height = Console.IsOutputRedirected ? 24 : Console.WindowHeight,
                Fence = fence,
                IsInteractive = people == output && output == Console.Out && !Console.IsOutputRedirected && environment["TERM"] != "dumb" && environment["CI"] != "true",
            };
            // A runner reads both streams, in no order that is known: what is fenced on one could be resumed on the other.
            problems = fence.IsNeeded ? terminal : problems;
            if (options.Help)
            {
                new HelpText(terminal.Width).Lines().ToList().ForEach(terminal.Data);
                return (int)ExitCode.Done;
            }

            var project = Path.GetFullPath(options.Project ?? ".");
            var git = new GitAhead(new GitCommand(new ProcessRunner(environment), project));
            var config = new ConfigAhead(project);
            return Run(
                new RunSettings(options, project, config, git, terminal, environment, TimeProvider.System, signals.Token) { CallerFolder = Path.GetFullPath("."), HasTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected },
                problems);
        }
        catch (SpringformException failure)
        {
            return Fail(failure, problems, environment);
        }
    }

    private static int Run(RunSettings run, Terminal problems)
    {
        var outcome = new RunOutcome();
        var code = CakeHost.Create()
            .AddAssembly(typeof(SpringformHost).Assembly)
            .ConfigureServices(services => Configure(services, run, outcome))
            .UseContext<BuildContext>()
            .UseLifetime<ProjectLifetime>()
            .UseTaskLifetime<TaskGroups>()
            .UseWorkingDirectory(run.ProjectFolder)
            .Run(run.Options.CakeArguments);
        return outcome.Failure is { } failure ? Fail(failure, problems, run.Environment) : code;
    }

    private static void Configure(IServiceCollection services, RunSettings run, RunOutcome outcome)
    {
        services.AddSingleton(run);
        services.AddSingleton(outcome);
        services.AddSingleton<ICakeLog>(new CakeMessages(run.Terminal));
        services.AddSingleton<ICakeReportPrinter, SummaryPrinter>();
        services.AddSingleton<IVersionResolver, OwnVersion>();
        services.AddSingleton<ICakeEngine>(provider => new RecordingEngine(
            new CakeEngine(provider.GetRequiredService<ICakeDataService>(), provider.GetRequiredService<ICakeLog>()), outcome));
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

    private static bool Colours(ProcessEnvironment environment, bool redirected) =>
        !redirected && string.IsNullOrEmpty(environment["NO_COLOR"]) && environment["TERM"] != "dumb";
}
