using System.Text.RegularExpressions;

namespace Springform.Tests.Structure;

/// <summary>Modules know those of the rows before theirs, and none beside them: docs/architecture.md has the same table.</summary>
public sealed partial class Modules
{
    internal static readonly string[][] Rows =
    [
        ["Errors"],
        ["Names"],
        ["Machine"],
        ["Files"],
        ["Archives"],
        ["Plan"],
        ["Config", "Keys"],
        ["Planning", "Engine"],
        ["Registry"],
        ["Facts", "Images", "Cache"],
        ["Compile", "Package", "Abi", "Wheels"],
        ["Repair"],
        ["Publish", "Index"],
        ["Ci"],
        ["Pipeline"],
        ["Tasks", "Hosting"],
    ];

    private static string Source => Path.Combine(Golden.RepositoryRoot(), "src", "Springform");

    public static TheoryData<string> Folders() => [.. Directory.GetDirectories(Source).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_module_knows_only_the_rows_before_its_own(string module)
    {
        var row = Array.FindIndex(Rows, modules => modules.Contains(module));
        row.ShouldBeGreaterThanOrEqualTo(0, $"{module} has no row yet");
        string[] allowed = [module, .. Rows.Take(row).SelectMany(modules => modules)];

        var used = Directory.GetFiles(Path.Combine(Source, module), "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => Reference().Matches(File.ReadAllText(path)).Select(match => (Path.GetFileName(path), Module: match.Groups["module"].Value)));

        used.Where(reference => !allowed.Contains(reference.Module)).Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Every_namespace_is_its_folder()
    {
        var wrong = Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Where(path => !File.ReadAllText(path).Contains(
                $"namespace Springform.{Path.GetRelativePath(Source, Path.GetDirectoryName(path)!).Replace('/', '.')};", StringComparison.Ordinal));

        wrong.ShouldBeEmpty();
    }

    [GeneratedRegex(@"\bSpringform\.(?<module>[A-Z]\w+)\b(?=[.;])")]
    private static partial Regex Reference();
}
