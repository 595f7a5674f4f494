using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Archives.Image;
using Springform.ContainerTests.Cache;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Errors;
using Springform.Images.Sharing;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Publish.Images;
using Springform.Registry;

namespace Springform.ContainerTests.Engines;

public abstract partial class EngineContract
{
    [Fact]
    public async Task A_builder_goes_to_a_registry_and_comes_back_to_an_engine_that_lost_it()
    {
        var processes = new ProcessRunner(ProcessEnvironment.Current());
        await using var registry = await DockerRegistry.StartAsync(processes, withPassword: false, Cancellation);
        using var scratch = new TempFolder();
        using var client = new RegistryClient(
            RegistryAddress.Parse($"{registry.Address}/builder", "builder.registry"),
            new RegistryCredentials(processes),
            TimeProvider.System
        );
        var tag = NewTag();
        var key = new KeyBuilder("builder").Add("tag", tag).Build();
        var builder = new BuilderStep("one", Platform, "", tag, tag, key)
        {
            Arguments = new Dictionary<string, string>(),
            BaseIds = [],
            SharedReference = $"{registry.Address}/builder:one-{key.Key.Short}",
        };
        var log = new RecordedOutput();
        // Twice the same layer: docker 20.10 and podman save the second as a link.
        var build = Build(tag, "ENV GREETING=hello\nCOPY tree /opt/tree\nCOPY tree /opt/tree\n", ("tree/a", "1")) with
        {
            Labels = new Dictionary<string, string> { ["springform.key"] = key.Key.Text },
        };
        try
        {
            await Engine.BuildImageAsync(build, log, Cancellation);
            var before = await Engine.InspectImageAsync(tag, Cancellation);
            var outcome = await new BuilderPush(client, Engine, scratch.Path, log).PushAsync(
                [builder],
                [new BuilderTag($"{registry.Address}/builder:v1", ["one"])],
                (_, _) => Task.CompletedTask,
                Cancellation
            );
            await Engine.RemoveImageAsync(tag, Cancellation);

            (await new BuilderFetch(client, Engine, scratch.Path, log).FetchAsync(builder, Cancellation)).ShouldBeTrue(string.Join('\n', log.Lines));

            outcome.ShouldBe(new PushOutcome(1, 0, 1));
            (await Engine.InspectImageAsync(tag, Cancellation))!.Labels.ShouldBe(before!.Labels);
            var (result, output) = await RunAsync(Shell("echo $GREETING; cat /opt/tree/a") with { Image = tag });
            result.ExitCode.ShouldBe(0, string.Join('\n', output.Lines));
            output.Lines.ShouldBe(["hello", "1"]);
            var pulled = await Engine.PullAsync($"{registry.Address}/builder:v1", Platform, log, Cancellation);
            pulled.Outcome.ShouldBe(PullOutcome.Pulled, pulled.Message);
            Directory.GetFileSystemEntries(scratch.Path).ShouldBeEmpty();
        }
        finally
        {
            await RemoveAsync(tag);
            await RemoveAsync($"{registry.Address}/builder:v1");
        }
    }

    [Fact]
    public async Task A_bare_image_of_a_release_is_pulled_by_its_name_and_gives_its_files_back()
    {
        var processes = new ProcessRunner(ProcessEnvironment.Current());
        await using var registry = await DockerRegistry.StartAsync(processes, withPassword: false, Cancellation);
        using var folder = new TempFolder();
        var library = RandomNumberGenerator.GetBytes(100_000);
        var repository = $"{registry.Address}/team/demo";
        foreach (var architecture in new[] { "amd64", "arm64" })
            await new ArchivePacker().PackAsync(
                [
                    ArchiveEntry.FromBytes("lib/demo.so", (byte[])[.. library, .. Encoding.ASCII.GetBytes(architecture)]),
                    ArchiveEntry.FromBytes("share/extension/demo.control", "default_version = '1.0'\n"u8.ToArray()),
                ],
                Path.Combine(folder.Path, $"{architecture}.oci.tar"),
                sourceDateEpoch: 1_793_527_200,
                Cancellation,
                new ImageDescription(architecture)
            );
        var release = new ImageRelease(
            [new PlannedImage($"{repository}:1.0", [("linux/amd64", "amd64.oci.tar"), ("linux/arm64", "arm64.oci.tar")])],
            folder.Path,
            address => new RegistryClient(
                RegistryAddress.Parse(address, "packages.image"),
                new RegistryCredentials(processes),
                TimeProvider.System,
                writes: true
            ),
            folder.Path,
            new RecordedOutput()
        );
        await release.UploadAsync(Cancellation);
        (await release.NameAsync(Cancellation)).ShouldBe(1);
        try
        {
            var pulled = await Engine.PullAsync($"{repository}:1.0", Platform, new RecordedOutput(), Cancellation);
            pulled.Outcome.ShouldBe(PullOutcome.Pulled, pulled.Message);

            // Nothing in it can run: a container is made for its files alone.
            var container = (await CallAsync("create", $"{repository}:1.0", "/none")).Trim();
            await CallAsync("cp", $"{container}:/lib", folder.Path);
            await CallAsync("cp", $"{container}:/share", folder.Path);
            await CallAsync("rm", container);

            (await File.ReadAllBytesAsync(Path.Combine(folder.Path, "lib/demo.so"), Cancellation)).ShouldBe([
                .. library,
                .. Encoding.ASCII.GetBytes(Platform["linux/".Length..]),
            ]);
            (await File.ReadAllTextAsync(Path.Combine(folder.Path, "share/extension/demo.control"), Cancellation)).ShouldBe("default_version = '1.0'\n");
        }
        finally
        {
            await RemoveAsync($"{repository}:1.0");
        }

        async Task<string> CallAsync(params string[] arguments)
        {
            var result = await _under.Processes.CaptureAsync(new ProcessCommand(_under.Info.Executable, arguments), Cancellation);
            result.ExitCode.ShouldBe(0, result.Error);
            return result.Output;
        }
    }

    [Fact]
    public async Task An_image_that_the_engine_does_not_hold_is_not_saved()
    {
        var error = await Should.ThrowAsync<SpringformException>(() =>
            Engine.SaveImageAsync("localhost/springform/never:made", (stream, token) => stream.CopyToAsync(Stream.Null, token), Cancellation)
        );

        error.Problems.Single().Code.ShouldBe(ErrorCode.EngineFailed);
    }
}
