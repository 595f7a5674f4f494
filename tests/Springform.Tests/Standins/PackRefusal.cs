namespace Springform.Tests.Standins;

public class PackRefusal
{
    [Theory]
    [InlineData("src/Springform/Springform.csproj")]
    [InlineData("src/Springform.Cli/Springform.Cli.csproj")]
    public void A_NuGet_package_is_never_built_on_stand_ins(string project)
    {
        var result = Command.Run(
            Golden.RepositoryRoot(),
            ["dotnet", "msbuild", project, "-t:Pack", "-p:GenuinePackages=false", "-p:NoBuild=true", "-nologo", "-nodeReuse:false"]
        );

        result.ExitCode.ShouldNotBe(0);
        result.Output.ShouldContain("error SPRINGFORM1: A NuGet package of Springform is never built on stand-ins");
    }

    [Fact]
    public void No_project_is_packable_with_stand_ins()
    {
        var projects = Directory.EnumerateFiles(Path.Combine(Golden.RepositoryRoot(), "src"), "*.csproj", SearchOption.AllDirectories);

        foreach (var project in projects.Where(project => File.ReadAllText(project).Contains("IsPackable", StringComparison.Ordinal)))
            Property(project, "IsPackable").ShouldBe("false", project);
    }

    private static string Property(string project, string name) =>
        Command
            .Run(Golden.RepositoryRoot(), ["dotnet", "msbuild", project, $"-getProperty:{name}", "-p:GenuinePackages=false", "-nologo", "-nodeReuse:false"])
            .Output.Trim();
}
