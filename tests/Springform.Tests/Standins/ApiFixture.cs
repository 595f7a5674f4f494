namespace Springform.Tests.Standins;

/// <summary>The genuine packages' API lists and golden command lines, cut to the types that the stand-ins have.</summary>
internal static class ApiFixture
{
    public static string PathOf(string file) => Path.Combine(Golden.RepositoryRoot(), "tests", "Fixtures", "Api", file);

    public static string[] Lines(string file) => File.ReadAllLines(PathOf(file));
}
