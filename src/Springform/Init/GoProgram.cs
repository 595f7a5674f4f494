using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>A program of a Go project.</summary>
/// <param name="Package">as go build takes it: . or ./cmd/x</param>
/// <param name="Name">of the file that go build makes</param>
/// <param name="IsUnversioned">
/// it reads its switches with Go's package flag, and none of them is called version: --help ends well there, and --version does not
/// </param>
internal sealed partial record GoProgram(string Package, string Name, bool IsUnversioned)
{
    /// <summary>The root, and what stands in cmd/.</summary>
    /// <param name="rootName">of the program in the root</param>
    public static IReadOnlyList<GoProgram> In(Repository repository, string rootName) =>
        [
            .. repository
                .Folders("cmd")
                .Select(folder => "./cmd/" + folder)
                .Prepend(".")
                .Where(package => Sources(repository, package).Any(text => Main().IsMatch(text)))
                .Select(package => Of(repository, package, rootName)),
        ];

    public static GoProgram Of(Repository repository, string package, string rootName)
    {
        var sources = Sources(repository, package).ToList();
        return new GoProgram(
            package,
            package == "." ? rootName : package[(package.LastIndexOf('/') + 1)..],
            sources.Any(text => Flags().IsMatch(text)) && !sources.Any(text => Version().IsMatch(text))
        );
    }

    /// <summary>How the programs are started in a bare base; empty: all of them know --version, as far as can be seen.</summary>
    public static IReadOnlyList<string> SmokeOf(IReadOnlyList<GoProgram> programs) =>
        programs.Any(program => program.IsUnversioned)
            ? [.. programs.Select(program => $"./*/{program.Name} {(program.IsUnversioned ? "--help" : "--version")}")]
            : [];

    private static IEnumerable<string> Sources(Repository repository, string package) =>
        repository
            .Files(package.TrimStart('.').TrimStart('/'), "*.go")
            .Where(file => !file.EndsWith("_test.go", StringComparison.Ordinal))
            .Select(repository.Text);

    [GeneratedRegex("^package[ \\t]+main\\b", RegexOptions.Multiline)]
    private static partial Regex Main();

    [GeneratedRegex("^[ \\t]*(?:import[ \\t]+)?\"flag\"[ \\t]*$", RegexOptions.Multiline)]
    private static partial Regex Flags();

    [GeneratedRegex("\"version\"", RegexOptions.IgnoreCase)]
    private static partial Regex Version();
}
