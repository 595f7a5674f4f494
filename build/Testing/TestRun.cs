using System.Globalization;
using System.Xml.Linq;
using Springform.Errors;
using Springform.Machine;

namespace Build.Testing;

/// <summary>Runs test projects one after another; each is a program of xunit.v3 that writes its own report.</summary>
/// <param name="genuine">package mode that this host was built in; tests are built in the same</param>
internal sealed class TestRun(ProcessRunner processes, IOutput output, string root, bool genuine)
{
    // How many collections at a time, for xunit. Builds in containers often wait, for a mirror or for one emulated program: half as many again keep all
    // processors busy.
    private static readonly IReadOnlyList<(string Name, string Threads)> Projects = [("Springform.Tests", "default"), ("Springform.ContainerTests", "1.5x")];

    // The longest test takes about ten minutes on two busy cores; one that waits for ever would otherwise end with CI's own limit, and without a name.
    private static readonly TimeSpan TestLimit = TimeSpan.FromMinutes(30);

    // Tests that take minutes are marked as part of one of these, and each run takes one (ContainerTests/DrawAttribute.cs).
    private const int Draws = 4;

    private const string Campaigns = "SPRINGFORM_CAMPAIGNS";

    // "whole", or the seed of all samples that the tests of this run take.
    private readonly string campaigns = processes.Environment[Campaigns] is { Length: > 0 } asked
        ? asked
        : Random.Shared.Next().ToString(CultureInfo.InvariantCulture);

    private string Reports => Path.Combine(root, "artifacts", "tests");

    public async Task<TestTotals> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Reports);
        await RequireFormatAsync(cancellation);
        output.Line($"{Campaigns}={campaigns}: with it in the environment this run's samples are taken again");
        var totals = new TestTotals(0, 0, 0);
        foreach (var (project, threads) in Projects)
        {
            totals += await RunAsync(project, threads, cancellation);
        }

        await File.WriteAllTextAsync(Path.Combine(Reports, "totals.txt"), totals + "\n", cancellation);
        return totals;
    }

    private async Task RequireFormatAsync(CancellationToken cancellation)
    {
        await RequireAsync("the formatter cannot be restored", "dotnet tool restore", "tool", "restore");
        await RequireAsync("the files that CSharpier lists above are not formatted", "dotnet csharpier format .", "csharpier", "check", ".");

        async Task RequireAsync(string failure, string remedy, params string[] arguments)
        {
            if (await processes.RunAsync(Command(arguments), cancellation) != 0)
                throw new SpringformException(new Problem(ErrorCode.CommandFailed, failure, "step Test", remedy));
        }
    }

    private async Task<TestTotals> RunAsync(string project, string threads, CancellationToken cancellation)
    {
        var mode = genuine ? "genuine" : "standin";
        var built = await processes.RunAsync(
            Command(
                "build",
                Path.Combine(root, "tests", project),
                "-c",
                "Release",
                $"-p:GenuinePackages={(genuine ? "true" : "false")}",
                "-v",
                "quiet",
                "-nologo"
            ),
            cancellation
        );
        if (built != 0)
        {
            throw new SpringformException(new Problem(ErrorCode.CommandFailed, $"{project} does not compile", "step Test", "see the compiler's errors above"));
        }

        var report = Path.Combine(Reports, project + ".xml");
        File.Delete(report);
        var program = Path.Combine(root, "artifacts", mode, "bin", project, "release", project + ".dll");
        var watch = new TestWatch(TestLimit);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tests = Command(["exec", program, "-noLogo", "-noColor", "-longRunning", "60", "-maxThreads", threads, "-xml", report, .. LeftOut(project)]) with
        {
            // What the tests start is this host, which was compiled ahead of time, from the same sources.
            Environment = new Dictionary<string, string?> { ["SPRINGFORM_TEST_HOST"] = typeof(TestRun).Assembly.Location, [Campaigns] = campaigns },
            OutputLine = line =>
            {
                output.Line(line);
                if (watch.IsOver(line))
                    stop.Cancel();
            },
        };
        int code;
        try
        {
            code = await processes.RunAsync(tests, stop.Token);
        }
        catch (OperationCanceledException) when (watch.Overdue is { } test)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.CommandFailed,
                    $"{test} did not end within {TestLimit.TotalMinutes:0} minutes",
                    "step Test",
                    "find what the test waits for: a debugger or dotnet-stack shows it"
                )
            );
        }

        return File.Exists(report)
            ? Totals(report)
            : throw new SpringformException(
                new Problem(ErrorCode.CommandFailed, $"{project} ended with exit code {code} before its report", "step Test", $"dotnet exec {program}")
            );
    }

    /// <summary>Words for xunit.</summary>
    private IEnumerable<string> LeftOut(string project)
    {
        if (project != "Springform.ContainerTests" || campaigns == "whole")
            return [];
        var draw = (int)(uint.Parse(campaigns, CultureInfo.InvariantCulture) % Draws) + 1;
        output.Line($"draw {draw} of {Draws}: the long tests of the others are left out of this run; {Campaigns}=whole runs all");
        return Enumerable.Range(1, Draws).Where(other => other != draw).SelectMany(other => new[] { "-trait-", $"Draw={other}" });
    }

    private ProcessCommand Command(params string[] arguments) =>
        new("dotnet", arguments)
        {
            OutputLine = output.Line,
            ErrorLine = output.Line,
            WorkingDirectory = root,
        };

    private static TestTotals Totals(string report)
    {
        var assemblies = XDocument.Load(report).Descendants("assembly").ToList();
        return new TestTotals(Sum("passed"), Sum("failed") + Sum("errors"), Sum("skipped") + Sum("not-run"));

        int Sum(string name) => assemblies.Sum(assembly => int.Parse(assembly.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture));
    }
}
