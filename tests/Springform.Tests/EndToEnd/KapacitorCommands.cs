using Springform.Config.Switches;
using Springform.Tests.Archives;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// examples/kapacitor/build.sh: the switches of the build that it replaces become Springform's, or an error that names them. In Springform's place is a script
/// that only writes down what it is asked for.
/// </summary>
public sealed class KapacitorCommands : IDisposable
{
    private static readonly string Example = Path.Combine(Golden.RepositoryRoot(), "examples", "kapacitor");

    private readonly TemporaryFolder folder = new();

    public KapacitorCommands()
    {
        Script("build.sh", "#!/bin/sh\nprintf '%s\\n' \"$@\" \"user=$SPRINGFORM_REGISTRY_USER password=$SPRINGFORM_REGISTRY_PASSWORD\"\n");
        foreach (var name in new[] { "build.sh", "builder/Dockerfile_build_push.sh" })
            Script($"examples/kapacitor/{name}", File.ReadAllText(Path.Combine(Example, name)));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--debug --clean --generate --package --package-udfs --platform=all --arch=all --checksum", "--target=Dist --verbosity=verbose")]
    [InlineData("--platform=all --arch=all", "--target=Compile")]
    [InlineData("--test --platform linux --arch amd64", "--target=Compile --only=linux_amd64")]
    [InlineData("--package --platform=linux --arch=all", "--target=Dist --only=linux_*")]
    [InlineData("--package --platform=all --arch=amd64", "--target=Dist --only=*_amd64")]
    [InlineData("--package --static --platform=linux --arch=amd64", "--target=Dist --only=linux_amd64_static")]
    [InlineData("--race --platform=linux --arch=amd64", "--target=Compile --only=linux_amd64_race")]
    [InlineData("--release --package --sign --upload --platform=all --arch=all", "--target=Publish --channel=stable")]
    [InlineData("--upload --upload-overwrite --sign --platform=all --arch=all", "--target=Publish --replace-existing")]
    [InlineData("--nightly --sign --package --platform=all --arch=all", "--target=Sign --channel=nightly")]
    public void What_means_the_same_is_accepted(string old, string ours)
    {
        var run = Run("build.sh", old);

        run.ExitCode.ShouldBe(0, run.Error);
        var words = run.Lines[..^1];
        words[..2].ShouldBe(["--project", Path.Combine(folder.Path, "examples/kapacitor")]);
        words[2..].ShouldBe(ours.Split(' '));
        OptionReader.Read(words, new Dictionary<string, string>()).Targets.ShouldHaveSingleItem();
    }

    [Fact]
    public void Without_a_platform_it_is_this_machines()
    {
        var arch = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

        Run("build.sh", "--package").Lines.ShouldContain($"--only={(OperatingSystem.IsMacOS() ? "darwin" : "linux")}_{arch}");
    }

    [Theory]
    [InlineData("--package-udfs", "add --package")]
    [InlineData("--release --nightly", "it does not go with --release")]
    [InlineData("--static --race", "no target has both")]
    [InlineData("--timeout=90s", "timeout:")]
    [InlineData("--parallel=4", "--parallelism=N")]
    [InlineData("--build-tags=leak", "env:")]
    [InlineData("--version=1.8.0", "git tag v")]
    [InlineData("--iteration=2", "revision")]
    [InlineData("--outdir=out", "dist/")]
    [InlineData("--bucket=dl", "publishers:")]
    [InlineData("--commit=abc", "git switch")]
    [InlineData("--no-get", "builder/Dockerfile_build")]
    [InlineData("--no-uncommitted", "--target=CheckRelease")]
    [InlineData("--stats", "--target=Report")]
    [InlineData("--platform", "a value is missing")]
    [InlineData("--only=linux_amd64", "no switch of the old build")]
    [InlineData("--packages", "no switch of the old build")]
    public void The_rest_is_an_error_that_says_what_to_write_instead(string old, string said)
    {
        var run = Run("build.sh", old);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldStartWith($"build.sh: {old.Split(' ')[^1]}: ");
        run.Error.ShouldContain(said);
    }

    [Fact]
    public void Help_lists_what_becomes_of_each_switch()
    {
        var help = Run("build.sh", "--help");

        help.ExitCode.ShouldBe(0);
        help.Lines.ShouldContain(line => line.Contains("--package-udfs", StringComparison.Ordinal));
    }

    [Fact]
    public void The_login_of_old_is_handed_on_in_the_environment_alone()
    {
        var run = Run("builder/Dockerfile_build_push.sh", "", ("QUAY_CD_USER", "ann"), ("QUAY_CD_PASSWORD", "correct horse"));

        run.ExitCode.ShouldBe(0, run.Error);
        run.Lines[^2..].ShouldBe(["--target=PushBuilder", "user=ann password=correct horse"]);
        Run("builder/Dockerfile_build_push.sh", "").Lines[^1].ShouldBe("user= password=");
    }

    [Fact]
    public void Its_scripts_are_clean_for_shellcheck()
    {
        RealTool.Need("shellcheck");

        RealTool.Run("shellcheck", [.. Directory.GetFiles(Example, "*.sh", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]).ShouldBeEmpty();
    }

    private CommandResult Run(string script, string words, params (string Name, string Value)[] variables) =>
        Command.Run(
            folder.Path,
            [Path.Combine(folder.Path, "examples/kapacitor", script), .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            variables.ToDictionary(variable => variable.Name, variable => (string?)variable.Value)
        );

    private void Script(string path, string text) =>
        File.SetUnixFileMode(folder.File(path, text), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
