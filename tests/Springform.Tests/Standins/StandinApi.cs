using System.Reflection;

namespace Springform.Tests.Standins;

/// <summary>A stand-in offers nothing that the genuine package lacks, or spells otherwise.</summary>
public class StandinApi
{
    [Theory]
    [InlineData("Cake.Frosting", "Cake.Frosting.txt")]
    [InlineData("Cake.Docker", "Cake.Docker.txt")]
    [InlineData("Cake.Git", "Cake.Git-5.0.1.txt")]
    [InlineData("Cake.GitHub", "Cake.GitHub.txt")]
    public void Every_public_type_and_member_is_in_the_genuine_packages_list(string assemblyName, string file)
    {
        var list = SharedApi.List(file);
        var types = ApiLines.Types(Assembly.Load(assemblyName)).ToList();

        types.ShouldNotBeEmpty();
        types.SelectMany(ApiLines.Members).Where(line => !list.Contains(line)).ShouldBeEmpty();
        types.Select(type => Unknown(type, list)).OfType<string>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Cake.Frosting")]
    [InlineData("Cake.Docker")]
    [InlineData("Cake.Git")]
    [InlineData("Cake.GitHub")]
    public void The_assembly_version_is_the_genuine_packages(string assemblyName)
    {
        var first = SharedApi.Lines(assemblyName == "Cake.Git" ? "Cake.Git-5.0.1.txt" : assemblyName + ".txt")[0];

        first.ShouldStartWith($"# {assemblyName}, Version={Assembly.Load(assemblyName).GetName().Version}, ");
    }

    /// <summary>Bases may be fewer than the genuine type's, never others.</summary>
    private static string? Unknown(Type type, HashSet<string> list)
    {
        var header = ApiLines.Header(type);
        var constraints = TypeNames.Constraints(type.GetGenericArguments());
        var genuine = list.FirstOrDefault(line => line == header + constraints || line.StartsWith(header + " : ", StringComparison.Ordinal));
        if (genuine is null || !genuine.EndsWith(constraints, StringComparison.Ordinal))
            return header + constraints;
        var bases = genuine[..^constraints.Length][header.Length..].Replace(" : ", "", StringComparison.Ordinal);
        var other = ApiLines.Bases(type).Where(name => !bases.Contains(name, StringComparison.Ordinal)).ToList();
        return other.Count == 0 ? null : $"{header} : {string.Join(", ", other)}";
    }
}
