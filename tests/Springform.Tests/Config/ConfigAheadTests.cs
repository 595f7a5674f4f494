using Springform.Config;
using Springform.Errors;

namespace Springform.Tests.Config;

public sealed class ConfigAheadTests : IDisposable
{
    private const string Valid =
        "name: NAME\nversion: 1.0.0\nbases: {bookworm: {image: \"debian:bookworm\"}}\ntargets: {x: {platform: linux/amd64, base: bookworm}}\n"
        + "packages: [{archive: a.tgz, files: [LICENSE]}]\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_unchanged_file_is_read_once()
    {
        Write("first");
        var ahead = new ConfigAhead(folder.Path);

        ahead.Read().ShouldBeSameAs(ahead.Read());
    }

    [Fact]
    public void What_a_task_wrote_since_is_what_counts()
    {
        Write("first");
        var ahead = new ConfigAhead(folder.Path);
        ahead.Read().Config.Name.ShouldBe("first");

        Write("second-one");

        ahead.Read().Config.Name.ShouldBe("second-one");
    }

    [Fact]
    public void A_file_that_was_missing_or_wrong_at_first_is_read_again_and_its_problems_are_told_when_asked_for()
    {
        var ahead = new ConfigAhead(folder.Path);
        Should.Throw<SpringformException>(ahead.Read).Problems.ShouldNotBeEmpty();

        Write("later");

        ahead.Read().Config.Name.ShouldBe("later");
    }

    private void Write(string name) => folder.File("springform.yaml", Valid.Replace("NAME", name, StringComparison.Ordinal));
}
