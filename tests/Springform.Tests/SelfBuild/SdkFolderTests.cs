using Build.Sdk;
using Springform.Errors;

namespace Springform.Tests.SelfBuild;

public sealed class SdkFolderTests : IDisposable
{
    private readonly TemporaryFolder _dotnet = new();

    public void Dispose() => _dotnet.Dispose();

    [Fact]
    public void Only_the_chosen_sdk_and_runtime_are_taken()
    {
        Sdk("10.0.401", "linux-x64");
        File(
            "dotnet",
            "host/fxr/10.0.12/libhostfxr.so",
            "sdk/10.0.401/MSBuild.dll",
            "sdk/10.0.300/MSBuild.dll",
            "shared/Microsoft.NETCore.App/10.0.12/System.dll",
            "shared/Microsoft.NETCore.App/9.0.1/System.dll",
            "shared/Microsoft.AspNetCore.App/10.0.12/Web.dll",
            "templates/10.0.12/a.nupkg"
        );

        Taken()
            .ShouldBe([
                "dotnet",
                "host/fxr/10.0.12/libhostfxr.so",
                "sdk/10.0.401/.version",
                "sdk/10.0.401/MSBuild.dll",
                "shared/Microsoft.NETCore.App/10.0.12/System.dll",
            ]);
    }

    [Fact]
    public void Translations_go_and_the_analyzers_in_a_folder_of_the_same_name_stay()
    {
        Sdk("10.0.401", "linux-x64");
        File(
            "sdk/10.0.401/cs/NuGet.resources.dll",
            "sdk/10.0.401/Sdks/Microsoft.NET.Sdk/codestyle/cs/CodeStyle.dll",
            "sdk/10.0.401/FSharp/fsc.dll",
            "sdk/10.0.401/Sdks/Microsoft.NET.Sdk.Web/Web.targets",
            "sdk/10.0.401/Sdks/Microsoft.NET.Sdk/tools/net472/Tasks.dll"
        );

        Taken().ShouldBe(["sdk/10.0.401/.version", "sdk/10.0.401/Sdks/Microsoft.NET.Sdk/codestyle/cs/CodeStyle.dll"]);
    }

    [Fact]
    public void A_targeting_pack_keeps_its_lists_and_loses_its_documentation()
    {
        Sdk("10.0.401", "linux-x64");
        File(
            "packs/Microsoft.NETCore.App.Ref/10.0.12/data/FrameworkList.xml",
            "packs/Microsoft.NETCore.App.Ref/10.0.12/ref/net10.0/System.xml",
            "packs/Microsoft.NETCore.App.Ref/10.0.12/ref/net10.0/System.dll",
            "packs/Microsoft.AspNetCore.App.Ref/10.0.12/data/FrameworkList.xml",
            "packs/Microsoft.NETCore.App.Host.linux-x64/10.0.12/apphost"
        );

        Taken()
            .ShouldBe([
                "packs/Microsoft.NETCore.App.Host.linux-x64/10.0.12/apphost",
                "packs/Microsoft.NETCore.App.Ref/10.0.12/data/FrameworkList.xml",
                "packs/Microsoft.NETCore.App.Ref/10.0.12/ref/net10.0/System.dll",
                "sdk/10.0.401/.version",
            ]);
    }

    [Theory]
    [InlineData("osx-arm64")]
    [InlineData("win-x64")]
    [InlineData("linux-arm64")]
    [InlineData("linux-musl-x64")]
    public void An_sdk_that_cannot_run_in_the_builder_is_refused(string runtimeIdentifier)
    {
        Sdk("10.0.401", runtimeIdentifier);

        var problem = Should.Throw<SpringformException>(() => Folder().Entries()).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(ErrorCode.MissingTool);
        problem.What.ShouldContain(runtimeIdentifier);
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("ubuntu.24.04-x64")]
    public void An_sdk_for_linux_on_x64_is_taken(string runtimeIdentifier)
    {
        Sdk("10.0.401", runtimeIdentifier);

        Taken().ShouldBe(["sdk/10.0.401/.version"]);
    }

    private SdkFolder Folder() => new(_dotnet.Path, "10.0.401", "10.0.12");

    private IEnumerable<string> Taken() => Folder().Entries().Select(entry => entry.Path).Order(StringComparer.Ordinal);

    private void Sdk(string version, string runtimeIdentifier) => _dotnet.File($"sdk/{version}/.version", $"abc\n{version}\n{runtimeIdentifier}\n");

    private void File(params string[] paths)
    {
        foreach (var path in paths)
            _dotnet.File(path, path);
    }
}
