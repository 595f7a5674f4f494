using System.Runtime.CompilerServices;

namespace Springform.Tests;

/// <summary>
/// Compares a text with <c>Golden/&lt;Class&gt;.&lt;name&gt;.txt</c>. <c>UPDATE_GOLDEN=1</c> writes the file instead, and is refused where CI is set.
/// </summary>
internal static class Golden
{
    /// <param name="actual">line ends are compared as \n</param>
    /// <param name="name">the file's middle name; default: the test method's</param>
    /// <param name="extension">for files that are read by a program as well, e.g. json</param>
    public static void Matches(string actual, [CallerMemberName] string name = "", string extension = "txt", [CallerFilePath] string testFile = "")
    {
        var folder = Path.Combine(SourceFolder(), "Golden");
        MatchesFile(actual, Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(testFile)}.{name}.{extension}"));
    }

    /// <summary>The same for a file with a place of its own, such as a checked-in schema.</summary>
    public static void MatchesFile(string actual, string path)
    {
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Environment.GetEnvironmentVariable("CI").ShouldBeNullOrEmpty("UPDATE_GOLDEN is for a developer's machine");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        File.Exists(path).ShouldBeTrue($"{path} is missing: run the tests with UPDATE_GOLDEN=1 and read what it writes");
        text.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"), $"{path} differs: UPDATE_GOLDEN=1 rewrites it");
    }

    /// <summary>The repository's root, for the tests that read checked-in files.</summary>
    public static string RepositoryRoot() => Path.GetFullPath(Path.Combine(SourceFolder(), "..", ".."));

    private static string SourceFolder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
