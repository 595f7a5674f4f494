using Build.Sdk;
using Springform.Archives;
using Springform.Errors;

namespace Springform.Tests.SelfBuild;

public sealed class PackageSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Packages_and_downloads_of_every_project_are_found_and_projects_are_not()
    {
        Package("yamldotnet/16.3.0");
        Package("cake.tool/7.0.0");
        Assets("A", """ "YamlDotNet/16.3.0": {"type": "package", "path": "yamldotnet/16.3.0"}, "B/1.0.0": {"type": "project", "path": "../B"} """);
        Assets("B", "", """ {"name": "Cake.Tool", "version": "[7.0.0, 7.0.0]"} """);

        Restored().Folders.Keys.ShouldBe(["cake.tool/7.0.0", "yamldotnet/16.3.0"]);
    }

    [Fact]
    public async Task The_source_that_a_package_came_from_changes_nothing()
    {
        Assets("A", """ "YamlDotNet/16.3.0": {"type": "package", "path": "yamldotnet/16.3.0"} """);
        Package("yamldotnet/16.3.0", source: "one");
        var one = await Packed();
        Package("yamldotnet/16.3.0", source: "another");

        (await Packed()).ShouldBe(one);
    }

    [Fact]
    public void Other_contents_of_a_package_change_its_description()
    {
        Assets("A", """ "YamlDotNet/16.3.0": {"type": "package", "path": "yamldotnet/16.3.0"} """);
        Package("yamldotnet/16.3.0", hash: "one");
        var one = Restored().Describe();
        Package("yamldotnet/16.3.0", hash: "another");

        Restored().Describe().ShouldNotBe(one);
    }

    [Fact]
    public void The_file_that_a_package_was_unpacked_from_is_left_out()
    {
        Assets("A", """ "YamlDotNet/16.3.0": {"type": "package", "path": "yamldotnet/16.3.0"} """);
        Package("yamldotnet/16.3.0");
        _folder.File("packages/yamldotnet/16.3.0/yamldotnet.16.3.0.nupkg", "all of it");
        _folder.File("packages/yamldotnet/16.3.0/lib/YamlDotNet.dll", "code");

        Restored()
            .Entries()
            .Select(entry => entry.Path)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["yamldotnet/16.3.0/.nupkg.metadata", "yamldotnet/16.3.0/lib/YamlDotNet.dll"]);
    }

    [Fact]
    public void A_restored_package_that_is_gone_is_an_error_with_its_name()
    {
        Assets("A", """ "YamlDotNet/16.3.0": {"type": "package", "path": "yamldotnet/16.3.0"} """);

        Should.Throw<SpringformException>(Restored).Problems.ShouldHaveSingleItem().What.ShouldContain("yamldotnet/16.3.0");
    }

    private PackageSet Restored() => PackageSet.Restored(Path.Combine(_folder.Path, "obj"));

    private async Task<string> Packed()
    {
        using var tar = new MemoryStream();
        var packed = await new ArchivePacker().PackAsync(Restored().Entries(), ArchiveFormats.Tar, tar, 0, TestContext.Current.CancellationToken);
        return packed.Sha256;
    }

    private void Package(string path, string source = "feed", string hash = "abc") =>
        _folder.File($"packages/{path}/.nupkg.metadata", $$"""{"version": 2, "contentHash": "{{hash}}", "source": "{{source}}"}""");

    private void Assets(string project, string libraries, string downloads = "") =>
        _folder.File(
            $"obj/{project}/project.assets.json",
            $$$"""
            {
              "libraries": { {{{libraries}}} },
              "packageFolders": { "{{{_folder.Path}}}/packages/": {} },
              "project": { "frameworks": { "net10.0": { "downloadDependencies": [ {{{downloads}}} ] } } }
            }
            """
        );
}
