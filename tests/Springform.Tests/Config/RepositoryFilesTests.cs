using Springform.Config;

namespace Springform.Tests.Config;

public sealed class RepositoryFilesTests
{
    public static TheoryData<string> Files()
    {
        var root = Golden.RepositoryRoot();
        return
        [
            .. new[] { root }
                .Concat(Directory.GetDirectories(Path.Combine(root, "examples")))
                .Select(folder => Path.Combine(folder, ConfigReader.FileName))
                .Where(File.Exists)
                .Select(path => Path.GetRelativePath(root, path)),
        ];
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Our_own_configurations_have_no_problems(string path) =>
        ConfigReader.Read(Path.Combine(Golden.RepositoryRoot(), path)).Config.Name.ShouldNotBeEmpty();
}
