using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Springform.Benchmarks;

/// <summary>examples/perfspect against a plain script over the same Dockerfiles: cold, one tool changed, nothing changed, empty engine.</summary>
internal sealed partial class Perfspect(Sandbox sandbox, PerfspectImages images, string docker)
{
    private const string Base = "debian:bookworm";
    private const double ColdGoal = 1.0;
    private const double OneToolGoal = 0.4;
    private const double NothingGoal = 0.05;
    private const double EmptyProgramGoal = 10;

    private static string Script => Path.Combine(AppContext.BaseDirectory, "baselines", "perfspect-build.sh");

    /// <param name="project">examples/perfspect of a work tree; it is only read</param>
    /// <param name="cold">measure from nothing, which removes the engine's whole build cache and all images of perfspect, twice</param>
    internal static async Task<int> RunAsync(string project, bool cold)
    {
        const string preferred = "/usr/bin/docker";
        var docker = File.Exists(preferred) ? preferred : "docker";
        var images = new PerfspectImages(docker, NameOf(project));
        var before = await images.ListAsync();
        using var sandbox = new Sandbox();
        await sandbox.CopyTrackedAsync(Path.GetFullPath(project));
        await sandbox.CommitAsync();
        var ownsBase = false;
        try
        {
            var benchmark = new Perfspect(sandbox, images, docker);
            ownsBase = await images.TagBaseAsync(await benchmark.ResolveBaseAsync(), Base);
            await benchmark.MeasureAsync(cold);
        }
        finally
        {
            await images.RemoveAsync((await images.ListAsync()).Except(before));
            if (ownsBase)
                await images.RemoveAsync([Base]);
        }

        return 0;
    }

    private static string NameOf(string project) =>
        File.ReadLines(Path.Combine(project, "springform.yaml"))
            .Where(line => line.StartsWith("name:", StringComparison.Ordinal))
            .Select(line => line["name:".Length..].Trim())
            .Single();

    private async Task MeasureAsync(bool cold)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores; whole processes; both find the base image in the engine");
        await FromNothingAsync(cold);
        await NothingChangedAsync();
        await OneToolChangedAsync("one tool changed", cold, "ENV CHANGED=1");
        await OneToolChangedAsync("  layers at hand", forget: false, "ENV CHANGED=2");
        await EmptyEngineAsync();
    }

    private async Task<string> ResolveBaseAsync()
    {
        await Host.RunAsync(sandbox.Project, "--target=BaseImages");
        using var plan = JsonDocument.Parse((await Host.RunAsync(sandbox.Project, "--target=Plan", "--output=json")).Output);
        return plan
            .RootElement.GetProperty("bases")
            .EnumerateArray()
            .First(planned => planned.GetProperty("platform").GetString() == "linux/amd64")
            .GetProperty("reference")
            .GetString()!;
    }

    private async Task FromNothingAsync(bool cold)
    {
        if (cold)
            await images.ForgetAllAsync();
        var ours = await DistAsync();
        if (cold)
            await images.ForgetAllAsync();
        var baseline = await BaselineAsync();
        if (cold)
            Ratio.Print("cold", ours.Elapsed.TotalSeconds, baseline.Elapsed.TotalSeconds, ColdGoal);
        else
            Console.WriteLine("cold                        not measured: say --cold");
    }

    private async Task NothingChangedAsync()
    {
        var empty = await EmptyProgram.BuildAsync(sandbox.Beside("empty"));
        var ours = await MeasuredProcess.MedianAsync(DistAsync);
        Ratio.Print("nothing changed", ours, await MeasuredProcess.MedianAsync(() => BaselineAsync()), NothingGoal);
        Ratio.Print("  to an empty .NET program", ours, await MeasuredProcess.MedianAsync(() => MeasuredProcess.RunAsync(empty)), EmptyProgramGoal);
    }

    // As on a CI machine, which has tools-cache/ and no layers. The script knows of no change in a recipe: who changes one sets SKIP_TOOLS_CACHE, and the
    // engine's layers, where there are any, are all that it has.
    private async Task OneToolChangedAsync(string name, bool forget, string instruction)
    {
        await ChangeAsync(Path.Combine(sandbox.Project, "tools/sshpass/Dockerfile"), instruction);
        if (forget)
            await images.ForgetAllAsync();
        var ours = await DistAsync();
        if (forget)
            await images.ForgetAllAsync();
        var baseline = await BaselineAsync(("SKIP_TOOLS_CACHE", "1"));
        Ratio.Print(name, ours.Elapsed.TotalSeconds, baseline.Elapsed.TotalSeconds, OneToolGoal);
        Console.WriteLine($"  recipes built             {Recipes(ours)}  (goal: sshpass alone)");
    }

    /// <summary>In the stage that compiles.</summary>
    private static async Task ChangeAsync(string dockerfile, string instruction)
    {
        var lines = await File.ReadAllLinesAsync(dockerfile);
        var from = Array.FindIndex(lines, line => line.EndsWith(" AS build", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(dockerfile, [.. lines[..(from + 1)], instruction, .. lines[(from + 1)..]]);
    }

    private async Task EmptyEngineAsync()
    {
        await images.RemoveAsync(await images.ListAsync());
        var bases = await Host.RunAsync(sandbox.Project, "--target=BaseImages");
        var tools = await Host.RunAsync(sandbox.Project, "--target=ToolsImage");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"empty engine, full cache    tools image {tools.Elapsed.TotalSeconds:F2} s, bases alone {bases.Elapsed.TotalSeconds:F2} s, beyond "
                    + $"them {(tools.Elapsed - bases.Elapsed).TotalSeconds:F2} s  (goal <= 5 s)"
            )
        );
        Console.WriteLine($"  recipes built             {Recipes(tools)}  (goal: none)");
    }

    private Task<MeasuredProcess> DistAsync() => Host.RunAsync(sandbox.Project, "--target=Dist");

    private Task<MeasuredProcess> BaselineAsync(params IEnumerable<(string Name, string Value)> variables)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOCKER"] = docker, ["SKIP_TOOLS_CACHE"] = null };
        foreach (var (name, value) in variables)
            environment[name] = value;
        return MeasuredProcess.RunAsync(["bash", Script, sandbox.Project, sandbox.Beside("baseline")], environment);
    }

    private static string Recipes(MeasuredProcess run)
    {
        var built = Building().Matches(run.Output).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal).ToList();
        return built.Count == 0 ? "none" : string.Join(' ', built);
    }

    [GeneratedRegex("recipe ([^ :]+): building", RegexOptions.CultureInvariant)]
    private static partial Regex Building();
}
