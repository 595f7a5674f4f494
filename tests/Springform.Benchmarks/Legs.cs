using System.Text.Json;
using Springform.Compile;

namespace Springform.Benchmarks;

/// <summary>
/// The six legs of examples/abi side by side against a plain script that does the same one after another; and what one leg costs beyond its command.
/// </summary>
internal sealed class Legs(Sandbox sandbox, string docker)
{
    private const double SixGoal = 0.8;
    private const double OneGoal = 1.05;
    private const int CommandSeconds = 30;

    private static string Script => Path.Combine(AppContext.BaseDirectory, "baselines", "abi-legs.sh");

    /// <param name="project">examples/abi of a work tree; it is only read</param>
    internal static async Task<int> RunAsync(string project)
    {
        const string preferred = "/usr/bin/docker";
        using var sandbox = new Sandbox();
        await sandbox.CopyTrackedAsync(Path.GetFullPath(project));
        await sandbox.CommitAsync();
        var legs = new Legs(sandbox, File.Exists(preferred) ? preferred : "docker");
        await legs.SixAsync();
        await legs.OneAsync();
        return 0;
    }

    // Builders are in the engine for both; each round compiles anew. The load tests are ours alone and left out: the script has none.
    private async Task SixAsync()
    {
        await DistAsync();
        var bases = string.Join(' ', await BasesAsync());
        await BaselineAsync(bases);
        var rounds = 0;
        var ours = await MeasuredProcess.MedianAsync(async () =>
        {
            sandbox.Write("src/round.h", $"/* {++rounds} */\n");
            return await DistAsync();
        });
        Ratio.Print("six legs", ours, await MeasuredProcess.MedianAsync(() => BaselineAsync(bases)), SixGoal);
    }

    private async Task OneAsync()
    {
        using var one = new Sandbox();
        one.Write("builder/Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n");
        one.Write("in.txt", "0\n");
        one.Write(".gitignore", ".springform/\ndist/\n");
        one.Write(
            "springform.yaml",
            $$"""
            name: one
            version: 1.0.0
            bases:
              debian12: {image: "debian:bookworm", mirror: {suite: bookworm} }
            builder: {image: "one-builder:v1", dockerfile: builder/Dockerfile}
            targets: {leg: {platform: linux/amd64, base: debian12} }
            compile:
              - {run: "sleep {{CommandSeconds}}; cp in.txt out.txt", inputs: [in.txt], outputs: [out.txt]}
            packages: [{archive: one.tgz, files: [out.txt]}]

            """
        );
        await one.CommitAsync();
        await Host.RunAsync(one.Project, "--target=BuilderImage");
        using var plan = JsonDocument.Parse((await Host.RunAsync(one.Project, "--target=Plan", "--output=json")).Output);
        var image = plan.RootElement.GetProperty("builders")[0].GetProperty("reference").GetString()!;
        var ours = await Host.RunAsync(one.Project, "--target=Compile");
        var plain = await MeasuredProcess.RunAsync([docker, "run", "--rm", "--network=none", image, "sh", "-ec", $"sleep {CommandSeconds}"]);
        Ratio.Print($"one leg of {CommandSeconds} s", ours.Elapsed.TotalSeconds, plain.Elapsed.TotalSeconds, OneGoal);
    }

    private Task<MeasuredProcess> DistAsync() => Host.RunAsync(sandbox.Project, "--target=Dist", "--skip=LoadTest");

    private Task<MeasuredProcess> BaselineAsync(string bases) =>
        MeasuredProcess.RunAsync(
            ["bash", Script, sandbox.Project, sandbox.Beside("baseline")],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOCKER"] = docker, ["BASES"] = bases }
        );

    /// <summary>debian11=localhost/springform/base/...</summary>
    private async Task<IEnumerable<string>> BasesAsync()
    {
        using var plan = JsonDocument.Parse((await Host.RunAsync(sandbox.Project, "--target=Plan", "--output=json")).Output);
        return
        [
            .. plan
                .RootElement.GetProperty("bases")
                .EnumerateArray()
                .Where(planned => planned.GetProperty("platform").GetString() == "linux/amd64")
                .Select(planned => $"{planned.GetProperty("id").GetString()!.Split('-')[0]}={planned.GetProperty("reference").GetString()}"),
        ];
    }
}
