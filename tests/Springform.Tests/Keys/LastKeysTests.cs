using Springform.Files;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Tests.Keys;

public sealed class LastKeysTests : IDisposable
{
    private const string Step = "Compile compile/x86_64/1-make";

    private readonly TemporaryFolder folder = new();

    private LastKeys Keys => new(Path.Combine(folder.Path, "last"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_step_that_was_never_seen_has_no_explanation() => Keys.Explain(Step, Key("a.c")).ShouldBeNull();

    [Fact]
    public void The_same_key_has_no_differences()
    {
        Keys.Save(Step, Key("a.c"));

        Keys.Explain(Step, Key("a.c")).ShouldBeEmpty();
    }

    [Fact]
    public void Each_input_that_changed_came_or_went_is_named()
    {
        Keys.Save(
            Step,
            new KeyBuilder("compile").Add("command", ["make"]).Add("env CC", "gcc").Add("platform", "linux/amd64").Add(Files("a.c", "b.c")).Build()
        );

        var now = new KeyBuilder("compile")
            .Add("command", ["make", "all"])
            .Add("env CXX", "g++")
            .Add("platform", "linux/amd64")
            .Add(new FileSet([File("a.c") with { Kind = FileKind.Executable }, File("d.c")]))
            .Build();

        Keys.Explain(Step, now)
            .ShouldBe(["command changed", "env CC was removed", "env CXX is new", "file a.c changed", "file b.c was removed", "file d.c is new"]);
    }

    [Fact]
    public void A_pending_key_is_not_remembered_and_is_explained_by_the_base_that_is_missing()
    {
        Keys.Save(Step, new KeyBuilder("recipe").Add("base bookworm-amd64", "sha256:1").Build());
        var pending = new KeyBuilder("recipe").AddPending("base bookworm-amd64", "base bookworm").Build();

        Keys.Save(Step, pending);

        Keys.Explain(Step, pending).ShouldBe(["base bookworm-amd64 changed"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void A_broken_file_is_as_good_as_none(string content)
    {
        Keys.Save(Step, Key("a.c"));
        System.IO.File.WriteAllText(Directory.GetFiles(Path.Combine(folder.Path, "last")).Single(), content);

        Keys.Explain(Step, Key("a.c")).ShouldBeNull();
        Keys.Save(Step, Key("a.c"));
        Keys.Explain(Step, Key("a.c")).ShouldBeEmpty();
    }

    [Fact]
    public void Steps_do_not_share_a_file()
    {
        Keys.Save("a/b", Key("a.c"));
        Keys.Save("a b", Key("b.c"));

        Keys.Explain("a/b", Key("a.c")).ShouldBeEmpty();
        Keys.Explain("a b", Key("a.c")).ShouldBe(["file a.c is new", "file b.c was removed"]);
    }

    private static StepKey Key(params string[] files) => new KeyBuilder("compile").Add("command", ["make"]).Add(Files(files)).Build();

    private static FileSet Files(params string[] paths) => new(paths.Select(File));

    private static FileFact File(string path) => new(path, FileKind.Regular, new string('a', 64), 1);
}
