using NetArchTest.Rules;
using Springform.Hosting;

namespace Springform.Tests.Structure;

/// <summary>Modules know those of the rows before theirs, and none beside them: docs/architecture.md has the same table.</summary>
public sealed class Modules
{
    internal static readonly string[][] Rows =
    [
        ["Errors"],
        ["Names"],
        ["Machine"],
        ["Files"],
        ["Http"],
        ["Ci"],
        ["Reporting"],
        ["Archives"],
        ["Config"],
        ["Plan"],
        ["Keys"],
        ["Planning", "Engine"],
        ["Registry"],
        ["Facts", "Cache"],
        ["Compile"],
        ["Images"],
        ["Package"],
        ["Abi"],
        ["Wheels"],
        ["Repair"],
        ["Pinning"],
        ["Signing"],
        ["Repositories"],
        ["Publish"],
        ["Index"],
        ["Init"],
        ["Workflows"],
        ["Deploy"],
        ["Fetch"],
        ["Completion", "Report"],
        ["Pipeline"],
        ["Tasks"],
        ["Hosting"],
    ];

    private static string Source => Path.Combine(Golden.RepositoryRoot(), "src", "Springform");

    public static TheoryData<string> Folders() => [.. Directory.GetDirectories(Source).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_module_knows_only_the_rows_before_its_own(string module)
    {
        var row = Array.FindIndex(Rows, modules => modules.Contains(module));
        row.ShouldBeGreaterThanOrEqualTo(0, $"{module} has no row yet");

        Knowing(module, [.. Rows.Skip(row).SelectMany(modules => modules).Where(other => other != module)]).ShouldBeEmpty();
    }

    [Fact]
    public void A_module_that_is_named_without_a_using_is_seen() => Knowing("Hosting", ["Tasks"]).ShouldContain("Springform.Hosting.TaskGroups");

    [Fact]
    public void Every_namespace_is_its_folder()
    {
        var wrong = Directory
            .GetFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Where(path =>
                !File.ReadAllText(path)
                    .Contains($"namespace Springform.{Path.GetRelativePath(Source, Path.GetDirectoryName(path)!).Replace('/', '.')};", StringComparison.Ordinal)
            );

        wrong.ShouldBeEmpty();
    }

    /// <summary>Types of a module that know one of the others, by the compiled assembly: constants and nameof leave no trace there.</summary>
    private static IReadOnlyList<string> Knowing(string module, IReadOnlyList<string> others) =>
        others.Count == 0
            ? []
            :
            [
                .. Types
                    .InAssembly(typeof(SpringformHost).Assembly)
                    .That()
                    .ResideInNamespaceMatching($@"^Springform\.{module}(\.|$)")
                    .Should()
                    .NotHaveDependencyOnAny([.. others.Select(other => $"Springform.{other}")])
                    .GetResult()
                    .FailingTypes.Select(type => type.FullName),
            ];
}
