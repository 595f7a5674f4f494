using System.Reflection;

namespace Springform.Tests.Standins;

/// <summary>
/// A stand-in offers nothing that the genuine package lacks or spells otherwise, and of what it offers every overload: what does not compile on the genuine
/// package does not compile on the stand-in. On genuine packages the lists themselves are checked, and written by UPDATE_GOLDEN=1.
/// </summary>
public class StandinApi
{
    public static readonly TheoryData<string> Packages = new("Cake.Frosting", "Cake.Docker", "Cake.Git", "Cake.GitHub");

    internal static bool IsGenuine { get; } = File.Exists(Path.Combine(AppContext.BaseDirectory, "LibGit2Sharp.dll"));

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_list_is_the_genuine_packages(string package)
    {
        Assert.SkipUnless(IsGenuine, "built on stand-ins");
        var file = ApiFixture.PathOf(package + ".txt");
        var assembly = Assembly.Load(package);
        var names = ApiFixture.Lines(package + ".txt").Select(Name).ToHashSet();
        string[] genuine =
        [
            $"# {package} {assembly.GetName().Version}",
            .. ApiLines.Types(assembly).SelectMany(ApiLines.Of).Where(line => names.Contains(Name(line))),
        ];

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllLines(file, genuine);

        File.ReadAllLines(file).ShouldBe(genuine);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_public_type_and_member_is_in_the_genuine_packages_list(string package)
    {
        Assert.SkipWhen(IsGenuine, "built on genuine packages");
        var list = ApiFixture.Lines(package + ".txt");
        var types = ApiLines.Types(Assembly.Load(package)).ToList();

        types.ShouldNotBeEmpty();
        types.SelectMany(ApiLines.Members).Except(list).ShouldBeEmpty();
        types.Select(type => Unknown(type, list)).OfType<string>().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void What_is_there_is_there_with_all_its_overloads(string package)
    {
        Assert.SkipWhen(IsGenuine, "built on genuine packages");
        var own = ApiLines.Types(Assembly.Load(package)).SelectMany(ApiLines.Members).ToList();
        var names = own.Select(Name).ToHashSet();

        ApiFixture
            .Lines(package + ".txt")
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && names.Contains(Name(line)))
            .Except(own)
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_assembly_version_is_the_genuine_packages(string package) =>
        ApiFixture.Lines(package + ".txt")[0].ShouldBe($"# {package} {Assembly.Load(package).GetName().Version}");

    /// <summary>What overloads have in common: the type and the member's name. Of a type: kind and name.</summary>
    private static string Name(string line)
    {
        var head = line.Split([" : ", " where ", "(", " { ", " = "], StringSplitOptions.None)[0];
        return line.StartsWith("  ", StringComparison.Ordinal) ? $"{head.Split(": ")[0]} {head.Split(' ')[^1].Split('<')[0]}" : head;
    }

    /// <summary>Bases may be fewer than the genuine type's, never others.</summary>
    private static string? Unknown(Type type, string[] list)
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
