namespace Springform.Tests;

/// <summary>Files of the repository, but for those that tests or builds write.</summary>
internal static class SourceFiles
{
    private static readonly string[] Foreign = ["artifacts", "bin", "obj", "dist", "Golden", "node_modules", ".git", ".springform"];

    /// <param name="pattern">of the name: <c>*.md</c></param>
    /// <returns>paths relative to the repository, with / between names</returns>
    public static IReadOnlyList<string> Named(string pattern) =>
        [
            .. Directory
                .EnumerateFiles(Golden.RepositoryRoot(), pattern, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Golden.RepositoryRoot(), path).Replace('\\', '/'))
                .Where(path => !path.Split('/').Any(Foreign.Contains))
                .Order(StringComparer.Ordinal),
        ];
}
