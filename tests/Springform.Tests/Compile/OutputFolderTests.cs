using System.Text;
using Springform.Archives;
using Springform.Compile;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Tests.Compile;

/// <summary>What a tar stream brings back, entry by entry.</summary>
public sealed class OutputFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_hard_link_is_a_copy_of_the_file_that_it_names_and_of_no_other()
    {
        var outputs = Outputs("**");
        Add(outputs, "xb/tool", "wrong");
        Add(outputs, "b/tool", "right");
        AddLink(outputs, "link", "b/tool");

        File.ReadAllText(Path.Combine(folder.Path, "link")).ShouldBe("right");
        outputs.Entries().Where(entry => entry.Kind == ArchiveEntryKind.File).Select(entry => entry.Path).ShouldBe(["b/tool", "link", "xb/tool"], ignoreOrder: true);
    }

    [Fact]
    public void A_hard_link_to_what_is_no_output_is_an_error()
    {
        var outputs = Outputs("out/**");
        Add(outputs, "rest/a", "a");

        var problem = Should.Throw<SpringformException>(() => AddLink(outputs, "out/b", "rest/a")).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.What).ShouldBe((ErrorCode.NoOutput, "the output out/b is a hard link to rest/a, which is not an output"));
    }

    [Fact]
    public void What_no_pattern_names_is_left()
    {
        var outputs = Outputs("out/*.so");
        Add(outputs, "out/a.so", "a");
        Add(outputs, "out/a.o", "a");
        Add(outputs, "outer/a.so", "a");

        outputs.Entries().Where(entry => entry.Kind == ArchiveEntryKind.File).Select(entry => entry.Path).ShouldBe(["out/a.so"]);
        outputs.Check();
    }

    [Theory]
    [InlineData("out/**", "out")]
    [InlineData("out/** out/lib/*.so", "out")]
    [InlineData("out/a out/b", "out/a out/b")]
    [InlineData("a ab", "a ab")]
    [InlineData("*.whl out/**", "")]
    [InlineData("out/** !out/tmp/**", "out")]
    public void Roots_hold_all_outputs_and_none_lies_inside_another(string patterns, string roots) =>
        string.Join(' ', ContainerHost.Roots(patterns.Split(' '))).ShouldBe(roots);

    private OutputFolder Outputs(params string[] patterns) => new(
        new CommandStep("compile/x/1-make", null, "amd64", ["make"], new KeyBuilder("compile").Build())
        {
            Environment = new Dictionary<string, string>(),
            Outputs = patterns,
            After = [],
        },
        folder.Path);

    private static void Add(OutputFolder outputs, string path, string content) =>
        outputs.Add(path, new ArchivedItem(path, ArchiveEntryKind.File, content.Length, false, null, 0), new MemoryStream(Encoding.UTF8.GetBytes(content)));

    private static void AddLink(OutputFolder outputs, string path, string target) =>
        outputs.Add(path, new ArchivedItem(path, ArchiveEntryKind.HardLink, 0, false, target, 0), Stream.Null);
}
