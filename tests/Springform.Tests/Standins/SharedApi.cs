using System.Text.RegularExpressions;

namespace Springform.Tests.Standins;

/// <summary>The genuine packages' API lists and golden command lines, which lie beside some checkouts in <c>../shared/api</c>.</summary>
internal static partial class SharedApi
{
    /// <summary>The lines of a list without their attributes. The test is skipped where the folder is absent.</summary>
    public static HashSet<string> List(string file) => [.. Lines(file).Select(line => Attributes().Replace(line, "$1"))];

    public static string[] Lines(string file)
    {
        for (var folder = new DirectoryInfo(Golden.RepositoryRoot()); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "api", file);
            if (File.Exists(path))
                return File.ReadAllLines(path);
        }

        Assert.Skip("../shared/api is not here");
        return [];
    }

    [GeneratedRegex(@"^(T |  [^ ]+: )(\[[A-Z][^\]]*\] )+")]
    private static partial Regex Attributes();
}
