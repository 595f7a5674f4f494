using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Errors;
using Springform.Names;

namespace Springform.ContainerTests.Engines;

public abstract partial class EngineContract
{
    [Fact]
    public async Task An_image_is_built_with_arguments_labels_and_context()
    {
        var tag = NewTag();
        var build = Build(tag, "ARG GREETING\nCOPY some/file /file\nRUN echo \"$GREETING\" > /greeting\n", ("some/file", "from the context")) with
        {
            Arguments = new Dictionary<string, string> { ["GREETING"] = "good \"day\"" },
            Labels = new Dictionary<string, string> { ["springform.key"] = "k 1" },
        };
        try
        {
            await Engine.BuildImageAsync(build, new RecordedOutput(), Cancellation);

            (await Engine.InspectImageAsync(tag, Cancellation)).ShouldNotBeNull().Labels["springform.key"].ShouldBe("k 1");
            var (_, output) = await RunAsync(Shell("cat /greeting /file") with { Image = tag });
            output.Lines.ShouldBe(["good \"day\"", "from the context"]);
        }
        finally
        {
            await RemoveAsync(tag);
        }
    }

    [Fact]
    public async Task A_stage_can_be_the_result()
    {
        var tag = NewTag();
        var dockerfile = $"FROM {Image} AS first\nRUN echo first > /stage\nFROM first\nRUN echo last > /stage\n";
        try
        {
            await Engine.BuildImageAsync(Build(tag, dockerfile) with { Stage = "first", Dockerfile = dockerfile }, new RecordedOutput(), Cancellation);

            (await RunAsync(Shell("cat /stage") with { Image = tag })).Output.Lines.ShouldBe(["first"]);
        }
        finally
        {
            await RemoveAsync(tag);
        }
    }

    [Fact]
    public async Task A_build_step_knows_its_platform_and_has_no_network_when_it_is_off()
    {
        var tag = NewTag();
        var output = new RecordedOutput();
        try
        {
            await Engine.BuildImageAsync(
                Build(tag, "ARG TARGETARCH\nRUN echo \"arch $TARGETARCH\" > /facts; ls /sys/class/net >> /facts\n"),
                output,
                Cancellation
            );

            var (_, facts) = await RunAsync(Shell("cat /facts") with { Image = tag });
            facts.Lines.ShouldBe(["arch " + Platform["linux/".Length..], "lo"]);
        }
        finally
        {
            await RemoveAsync(tag);
        }
    }

    [Fact]
    public async Task A_build_runs_for_another_platform()
    {
        const string other = "linux/arm64";
        Assert.SkipUnless(Platform != other && _under.Info.Platforms.Contains(other), "this machine does not emulate arm64");
        var tag = NewTag();
        var dockerfile = $"FROM {BusyboxImage.Tag(other)}\nARG TARGETARCH\nRUN echo \"$TARGETARCH $(uname -m)\" > /facts\n";
        try
        {
            await Engine.BuildImageAsync(Build(tag, "") with { Platform = other, Dockerfile = dockerfile }, new RecordedOutput(), Cancellation);

            (await Engine.InspectImageAsync(tag, Cancellation))!.Platform.ShouldBe(other);
            var (_, facts) = await RunAsync(Shell("cat /facts") with { Image = tag, Platform = other });
            facts.Lines.ShouldBe(["arm64 aarch64"]);
        }
        finally
        {
            await RemoveAsync(tag);
        }
    }

    [Fact]
    public async Task The_output_of_a_build_is_shown_and_a_failure_is_E401_with_its_last_lines()
    {
        var output = new RecordedOutput();

        var error = await Should.ThrowAsync<SpringformException>(() =>
            Engine.BuildImageAsync(Build(NewTag(), "RUN echo so far so good; echo this is why >&2; exit 3\n"), output, Cancellation)
        );

        output.Lines.ShouldContain(line => line.Contains("so far so good"));
        var problem = error.Problems.Single();
        problem.Code.ShouldBe(ErrorCode.ImageBuildFailed);
        problem.Details.ShouldContain(line => line.Contains("this is why"));
        problem.Details.Count.ShouldBeLessThanOrEqualTo(40);
    }

    [Fact]
    public async Task An_unchanged_build_comes_from_the_layer_cache_unless_told_otherwise()
    {
        var tag = NewTag();
        var build = Build(tag, "RUN cat /proc/sys/kernel/random/uuid > /made\n");
        async Task<string> MadeAsync(ImageBuild one)
        {
            await Engine.BuildImageAsync(one, new RecordedOutput(), Cancellation);
            return (await RunAsync(Shell("cat /made") with { Image = tag })).Output.Lines.Single();
        }

        try
        {
            var first = await MadeAsync(build);
            (await MadeAsync(build)).ShouldBe(first);
            (await MadeAsync(build with { NoCache = true })).ShouldNotBe(first);
        }
        finally
        {
            await RemoveAsync(tag);
        }
    }

    [Fact]
    public async Task A_build_sees_all_of_its_context_and_nothing_else()
    {
        var tag = NewTag();
        var build = Build(
            tag,
            "COPY . /in/\nRUN ls -A /in /in/sub > /seen\n",
            (".dockerignore", "kept\n"),
            ("kept", "1"),
            ("Dockerfile", "FROM elsewhere"),
            ("sub/file", "2")
        );
        try
        {
            await Engine.BuildImageAsync(build, new RecordedOutput(), Cancellation);

            var (_, output) = await RunAsync(Shell("cat /seen") with { Image = tag });
            output.Lines.Where(line => line.Length > 0).ShouldBe(["/in:", ".dockerignore", "Dockerfile", "kept", "sub", "/in/sub:", "file"]);
        }
        finally
        {
            await RemoveAsync(tag);
        }
    }

    [Fact]
    public async Task A_Dockerfile_may_end_in_an_open_line()
    {
        var tag = NewTag();
        try
        {
            await Engine.BuildImageAsync(Build(tag, "RUN ls -d / \\\n    /etc > /seen \\\n"), new RecordedOutput(), Cancellation);

            (await RunAsync(Shell("cat /seen") with { Image = tag })).Output.Lines.ShouldBe(["/", "/etc"]);
        }
        finally
        {
            await RemoveAsync(tag);
        }
    }

    [Fact]
    public async Task A_cancelled_build_ends()
    {
        var output = new RecordedOutput();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var building = Engine.BuildImageAsync(
            Build(NewTag(), "RUN sleep 600\n"),
            new WhenLine(output, line => line.Contains("sleep 600"), stop.Cancel),
            stop.Token
        );

        await Should.ThrowAsync<OperationCanceledException>(() => building.WaitAsync(TimeSpan.FromMinutes(1), Cancellation));
    }

    private static string NewTag() => "localhost/springform/contract:" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>A build on the test image, without network: not every engine under test has one for its build steps.</summary>
    private ImageBuild Build(string tag, string steps, params (string Path, string Text)[] context)
    {
        var folder = Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(ImageBuild.ContextIn(folder));
        foreach (var (path, text) in context)
        {
            var full = Path.Combine(ImageBuild.ContextIn(folder), path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }

        return new ImageBuild(tag, Platform, $"FROM {Image}\n{steps}", folder) { Name = "contract", Network = false };
    }

    private async Task RemoveAsync(string tag)
    {
        if (await Engine.InspectImageAsync(tag, CancellationToken.None) is not null)
            await Engine.RemoveImageAsync(tag, CancellationToken.None);
    }
}
