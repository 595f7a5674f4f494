using YamlDotNet.RepresentationModel;

namespace Springform.Tests.Docs;

/// <summary>What GitHub reads of this repository.</summary>
public sealed class GitHubFilesTests
{
    private static readonly string Folder = Path.Combine(Golden.RepositoryRoot(), ".github");

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Folder, "*.yml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_file_is_yaml(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, path))));

        stream.Documents.ShouldHaveSingleItem().RootNode.ShouldBeOfType<YamlMappingNode>();
    }

    [Fact]
    public void The_workflow_runs_what_anybody_can_run()
    {
        File.ReadAllText(Path.Combine(Folder, "workflows", "ci.yml")).ShouldContain("run: .ci/run");
        File.Exists(Path.Combine(Golden.RepositoryRoot(), ".ci", "run")).ShouldBeTrue();
    }
}
