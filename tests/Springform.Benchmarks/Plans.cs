using System.Globalization;
using System.Text;

namespace Springform.Benchmarks;

/// <summary>--target=Plan as a whole process, with 2 targets and with 2,000. The goal: 5x.</summary>
internal static class Plans
{
    private const double Goal = 5;
    private const string Base = "127.0.0.1:1/busybox:1";

    internal static async Task<int> RunAsync()
    {
        using var few = await ProjectAsync(2);
        using var many = await ProjectAsync(2000);
        var small = await MeasuredProcess.MedianAsync(() => Host.RunAsync(few.Project, "--target=Plan"));
        var large = await MeasuredProcess.MedianAsync(() => Host.RunAsync(many.Project, "--target=Plan"));
        Console.WriteLine("whole processes, medians of 3; the baseline is the plan with 2 targets");
        Ratio.Print("plan of 2,000 targets", large, small, Goal);
        return 0;
    }

    private static async Task<Sandbox> ProjectAsync(int targets)
    {
        var sandbox = new Sandbox();
        sandbox.Write("in.txt", "hello\n");
        sandbox.Write(".gitignore", ".springform/\ndist/\n");
        sandbox.Write("builder/Dockerfile", $"FROM {Base}\n");
        // Pinned, so that all keys are computed, and without an engine.
        sandbox.Write("springform.lock", $"images:\n  \"{Base}\": sha256:{new string('1', 64)}\n");
        sandbox.Write("springform.yaml", Yaml(targets));
        await sandbox.CommitAsync();
        return sandbox;
    }

    private static string Yaml(int targets)
    {
        var text = new StringBuilder(
            $$"""
            name: many
            version: 1.2.3
            bases:
              busybox: {image: "{{Base}}"}
            builder: {image: "many-builder:v1", dockerfile: builder/Dockerfile}
            compile:
              - run: [make, many]
                inputs: [in.txt]
                outputs: [many]
            packages:
              - archive: "{name}{suffix}.tgz"
                files: [many]
                checksums: [md5, sha256]
            targets:

            """
        );
        for (var index = 0; index < targets; index++)
            text.Append(CultureInfo.InvariantCulture, $"  t{index}: {{platform: linux/amd64, env: {{NUMBER: \"{index}\"}}, suffix: \"-{index}\"}}\n");
        return text.ToString();
    }
}
