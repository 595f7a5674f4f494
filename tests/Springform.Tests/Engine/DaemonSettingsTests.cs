using Springform.Engine;
using Springform.Engine.Health;
using Springform.Errors;

namespace Springform.Tests.Engine;

public sealed class DaemonSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("springform-").FullName;
    private readonly List<string> _said = [];

    private string File1 => Path.Combine(_folder, "docker", "daemon.json");

    [Fact]
    public void A_missing_file_is_made()
    {
        DaemonSettings.Merge(File1, _said.Add);

        File.ReadAllText(File1).ReplaceLineEndings("").Replace(" ", "").ShouldBe("""{"features":{"containerd-snapshotter":true}}""");
        _said.Single().ShouldContain("containerd-snapshotter");
    }

    [Fact]
    public void An_existing_file_keeps_all_that_it_says()
    {
        var merged = DaemonSettings.Merged(
            """{ "data-root": "/big", "features": { "buildkit": true }, /* a note */ "registry-mirrors": ["https://m"], }""",
            "f"
        )!;

        merged
            .ReplaceLineEndings("")
            .Replace(" ", "")
            .ShouldBe("""{"data-root":"/big","features":{"buildkit":true,"containerd-snapshotter":true},"registry-mirrors":["https://m"]}""");
    }

    [Theory]
    [InlineData("""{"features":{"containerd-snapshotter":false}}""")]
    [InlineData("""{"features":{"containerd-snapshotter":true}}""")]
    public void A_decision_that_was_made_is_left_alone(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File1)!);
        File.WriteAllText(File1, text);

        DaemonSettings.Merge(File1, _said.Add);

        File.ReadAllText(File1).ShouldBe(text);
        _said.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("[]")]
    [InlineData("""{"features": true}""")]
    public void A_file_that_cannot_be_merged_is_E308_and_stays(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File1)!);
        File.WriteAllText(File1, text);

        Should.Throw<SpringformException>(() => DaemonSettings.Merge(File1, _said.Add)).Problems.Single().Code.ShouldBe(ErrorCode.ProvisionFailed);

        File.ReadAllText(File1).ShouldBe(text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
