using System.Text;
using Springform.Archives;
using Springform.Compile;
using Springform.Errors;
using Springform.Keys;
using Springform.Plan;
using Springform.Tests.Archives;

namespace Springform.Tests.Compile;

/// <summary>What a tar stream brings back, entry by entry.</summary>
public sealed class OutputSpoolTests : IDisposable
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

        Content(outputs, "link").ShouldBe("right");
        outputs
            .Entries()
            .Where(entry => entry.Kind == ArchiveEntryKind.File)
            .Select(entry => entry.Path)
            .ShouldBe(["b/tool", "link", "xb/tool"], ignoreOrder: true);
    }

    [Fact]
    public void A_hard_link_to_what_is_no_output_is_asked_for_by_its_own_name()
    {
        var outputs = Outputs("out/**");
        Add(outputs, "rest/a", "a");

        AddLink(outputs, "out/b", "rest/a");

        outputs.TakeSeparate().ShouldBe(["out/b"]);
        Add(outputs, "out/b", "a");
        outputs.TakeSeparate().ShouldBeEmpty();
        outputs.Check();
        Content(outputs, "out/b").ShouldBe("a");
    }

    [Theory]
    [InlineData(nameof(ArchiveEntryKind.Special), "out/x", null, "it is a device, a pipe or a socket")]
    [InlineData(nameof(ArchiveEntryKind.Symlink), "out/x", "/usr/bin/python3", "it leads out of the project, to /usr/bin/python3")]
    [InlineData(nameof(ArchiveEntryKind.Symlink), "out/x", "../../x", "it is a link that leaves the archive (../../x)")]
    [InlineData(nameof(ArchiveEntryKind.File), "out/a\\b", null, "its name contains a backslash")]
    [InlineData(nameof(ArchiveEntryKind.File), "out/\u0001", null, "its name contains a control character")]
    [InlineData(nameof(ArchiveEntryKind.File), "out/\uFFFD", null, "its name is not UTF-8")]
    public void What_matches_and_cannot_be_kept_is_named_with_step_pattern_and_remedy_and_elsewhere_it_is_nobodys_concern(
        string kind,
        string path,
        string? target,
        string reason
    )
    {
        var outputs = Outputs("out/**");
        Add(outputs, "out/good", "x");
        outputs.Add(
            path.Replace("out/", "venv/", StringComparison.Ordinal),
            new ArchivedItem(path, Enum.Parse<ArchiveEntryKind>(kind), 0, false, target, 0),
            Stream.Null
        );
        outputs.Check();

        outputs.Add(path, new ArchivedItem(path, Enum.Parse<ArchiveEntryKind>(kind), 0, false, target, 0), Stream.Null);
        var problem = Should.Throw<SpringformException>(outputs.Check).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.UnkeepableOutput);
        problem.What.ShouldEndWith(" cannot be kept: " + reason);
        problem.Where.ShouldBe("step compile/x/1-make, outputs out/**");
        // A name that no pattern can spell is not left out by one.
        problem
            .Fix.Contains($"or leave it out of outputs (\"!{path}\")", StringComparison.Ordinal)
            .ShouldBe(!reason.StartsWith("its name", StringComparison.Ordinal), problem.Fix);
    }

    [Fact]
    public async Task A_tar_with_anything_beside_the_outputs_is_read()
    {
        using var tree = new TemporaryFolder();
        var made = Command.Run(
            tree.Path,
            [
                "sh",
                "-ec",
                "mkdir -p src/venv src/out/left-empty; ln -s /usr/bin/python3 src/venv/python3; mkfifo src/venv/pipe; "
                    + "echo x >\"$(printf 'src/venv/latin-\\344')\"; echo x >'src/venv/a\\b'; echo good >src/out/a; ln src/venv/a* src/out/b; "
                    + "tar --format=pax -cf t.tar src/venv src/out; rm -rf src",
            ]
        );
        made.ExitCode.ShouldBe(0);
        var outputs = Outputs("out/**");

        await using var stream = File.OpenRead(Path.Combine(tree.Path, "t.tar"));
        await ContainerHost.ReadAsync(stream, null, outputs, TestContext.Current.CancellationToken);

        outputs.TakeSeparate().Concat(["out/a"]).ShouldBe(["out/b", "out/a"], ignoreOrder: true);
        outputs.Check();
        outputs.Entries().Select(entry => entry.Path).ShouldBe(["out", "out/a", "out/left-empty"], ignoreOrder: true);
    }

    [Fact]
    public void A_hole_takes_no_room()
    {
        var outputs = Outputs("out/**");
        outputs.Add("out/sparse", new ArchivedItem("out/sparse", ArchiveEntryKind.File, 64 << 20, false, null, 0), new MemoryStream(new byte[64 << 20]));

        outputs.Entries().Single(entry => entry.Path == "out/sparse").SizeBytes.ShouldBe(64 << 20);
        new FileInfo(Path.Combine(folder.Path, "spool")).Length.ShouldBe(64 << 20);
        Command.Run(folder.Path, ["du", "-k", "spool"]).Output.Split('\t')[0].ShouldBe("0");
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

    [Fact]
    public void Contents_lie_one_behind_another_with_their_modes_and_only_folders_that_the_command_left_empty_are_kept_as_such()
    {
        var outputs = Outputs("out/**");
        outputs.Add("out/deep/hole", new ArchivedItem("out/deep/hole", ArchiveEntryKind.File, 3, false, null, 0), new MemoryStream(new byte[3]));
        outputs.Add("out/run", new ArchivedItem("out/run", ArchiveEntryKind.File, 4, true, null, 0), new MemoryStream("#!sh"u8.ToArray()));
        Add(outputs, "out/nothing", "");
        foreach (var path in (string[])["out", "out/deep", "out/empty", "out/full"])
            outputs.Add(path, new ArchivedItem(path, ArchiveEntryKind.Directory, 0, false, null, 0), Stream.Null);
        outputs.Add("out/full/rest.o", new ArchivedItem("out/full/rest.o", ArchiveEntryKind.Special, 0, false, null, 0), Stream.Null);

        outputs
            .Entries()
            .Select(entry => (entry.Path, entry.Kind, entry.Kind == ArchiveEntryKind.File && entry.Executable))
            .ShouldBe(
                [
                    ("out", ArchiveEntryKind.Directory, false),
                    ("out/deep", ArchiveEntryKind.Directory, false),
                    ("out/empty", ArchiveEntryKind.Directory, false),
                    ("out/deep/hole", ArchiveEntryKind.File, false),
                    ("out/run", ArchiveEntryKind.File, true),
                    ("out/nothing", ArchiveEntryKind.File, false),
                ],
                ignoreOrder: true
            );
        Content(outputs, "out/deep/hole").ShouldBe("\0\0\0");
        Content(outputs, "out/run").ShouldBe("#!sh");
        Content(outputs, "out/nothing").ShouldBeEmpty();
    }

    [Fact]
    public void The_spool_goes_with_the_outputs()
    {
        var outputs = Outputs("out/**");
        Add(outputs, "out/a", "a");
        File.Exists(Path.Combine(folder.Path, "spool")).ShouldBeTrue();

        outputs.Dispose();

        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
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

    [Fact]
    public async Task A_second_name_of_a_symlink_is_kept_as_a_symlink()
    {
        var outputs = Outputs("out/**");
        using var tar = new MemoryStream(
            HostileTar.Of(
                HostileTar.File("src/out/a"),
                HostileTar.Symlink("src/out/link", "a"),
                HostileTar.HardLink("src/out/second", "src/out/link"),
                HostileTar.Symlink("src/out/dangling", "nowhere"),
                HostileTar.HardLink("src/out/third", "src/out/dangling")
            )
        );

        await ContainerHost.ReadAsync(tar, null, outputs, TestContext.Current.CancellationToken);
        outputs.Check();

        outputs
            .Entries()
            .Where(entry => entry.Kind == ArchiveEntryKind.Symlink)
            .Select(entry => (entry.Path, entry.LinkTarget))
            .ShouldBe([("out/link", "a"), ("out/second", "a"), ("out/dangling", "nowhere"), ("out/third", "nowhere")], ignoreOrder: true);
    }

    private OutputSpool Outputs(params string[] patterns) =>
        new(
            new CommandStep("compile/x/1-make", null, "amd64", ["make"], new KeyBuilder("compile").Build())
            {
                Environment = new Dictionary<string, string>(),
                Outputs = patterns,
                After = [],
            },
            Path.Combine(folder.Path, "spool")
        );

    private static string Content(OutputSpool outputs, string path)
    {
        using var reader = new StreamReader(outputs.Entries().Single(entry => entry.Path == path).OpenContent());
        return reader.ReadToEnd();
    }

    private static void Add(OutputSpool outputs, string path, string content) =>
        outputs.Add(path, new ArchivedItem(path, ArchiveEntryKind.File, content.Length, false, null, 0), new MemoryStream(Encoding.UTF8.GetBytes(content)));

    private static void AddLink(OutputSpool outputs, string path, string target) =>
        outputs.Add(path, new ArchivedItem(path, ArchiveEntryKind.HardLink, 0, false, target, 0), Stream.Null);
}
