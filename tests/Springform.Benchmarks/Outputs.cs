using System.Text.Json;

namespace Springform.Benchmarks;

/// <summary>
/// What many and large outputs cost: a command in a container whose outputs Springform takes, verifies and stores, against the same by hand, docker's own copy
/// into a folder.
/// </summary>
internal sealed class Outputs(Sandbox sandbox, string docker, string image)
{
    private const double Goal = 1.0;

    internal static async Task<int> RunAsync()
    {
        const string preferred = "/usr/bin/docker";
        using var sandbox = new Sandbox();
        sandbox.Write("builder/Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n");
        sandbox.Write(".gitignore", ".springform/\ndist/\n");
        Configure(sandbox, "true");
        await sandbox.CommitAsync();
        await Host.RunAsync(sandbox.Project, "--target=BuilderImage");
        using var plan = JsonDocument.Parse((await Host.RunAsync(sandbox.Project, "--target=Plan", "--output=json")).Output);
        var outputs = new Outputs(
            sandbox,
            File.Exists(preferred) ? preferred : "docker",
            plan.RootElement.GetProperty("builders")[0].GetProperty("reference").GetString()!
        );
        await outputs.CompareAsync("100,000 outputs", "mkdir out; seq 100000 | split -l 1 -a 5 - out/f-");
        await outputs.CompareAsync("a sparse output of 4 GiB", "mkdir out; truncate -s 4G out/sparse; echo end >>out/sparse");
        await outputs.CompareAsync("one small output", "mkdir out; echo x >out/x", goal: null);
        return 0;
    }

    private async Task CompareAsync(string name, string script, double? goal = Goal)
    {
        var round = 0;
        var ours = await MeasuredProcess.MedianAsync(() =>
        {
            Configure(sandbox, $"{script}; : {++round}");
            return Host.RunAsync(sandbox.Project, "--target=Compile");
        });
        Ratio.Print(name, ours, await MeasuredProcess.MedianAsync(() => ByHandAsync(script)), goal);
    }

    private Task<MeasuredProcess> ByHandAsync(string script)
    {
        var folder = sandbox.Beside("by-hand");
        return MeasuredProcess.RunAsync([
            "sh",
            "-ec",
            """
            docker=$1 image=$2 folder=$3 script=$4
            rm -rf "$folder"
            container=$($docker create --network none --workdir /src "$image" sh -ec "$script")
            trap '$docker rm -f "$container" >/dev/null' EXIT
            $docker start --attach "$container"
            $docker cp "$container:/src/out" "$folder"
            """,
            "sh",
            docker,
            image,
            folder,
            script,
        ]);
    }

    private static void Configure(Sandbox sandbox, string script) =>
        sandbox.Write(
            "springform.yaml",
            $$"""
            name: outputs
            version: 1.0.0
            bases:
              debian12: {image: "debian:bookworm", mirror: {suite: bookworm} }
            builder: {image: "outputs-builder:v1", dockerfile: builder/Dockerfile}
            targets: {leg: {platform: linux/amd64, base: debian12} }
            compile:
              - {run: "{{script}}", inputs: [.gitignore], outputs: ["out/**"]}
            packages: [{archive: outputs.tgz, files: ["out/**"]}]

            """
        );
}
