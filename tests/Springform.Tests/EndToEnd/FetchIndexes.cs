using System.Formats.Tar;
using Springform.Tests.Archives;

namespace Springform.Tests.EndToEnd;

/// <summary>An index that would say less than was asked for is not written.</summary>
public sealed class FetchIndexes
{
    [Theory]
    [InlineData("{archives: [\"*.tar.gz\"], require: [\"lib/*\"]}", 0, "demo-fetch.json")]
    [InlineData("{archives: [\"*.zip\"]}", 2, "E103 the index would list no archive")]
    [InlineData("{archives: [\"*.tar.gz\", \"nope*\"]}", 2, "E103 fetch_index.archives names 'nope*', which fits no archive")]
    [InlineData("{archives: [\"demo*\"]}", 2, "E103 the index would list 2 archives of the target a: demo-a.tar.gz, demo-a-docs.tar")]
    [InlineData("{archives: [\"*.tar.gz\"], require: [\"bin/*\"]}", 1, "E403 demo-a.tar.gz holds no file that fetch_index.require names")]
    [InlineData(
        "{archives: [\"*.tar.gz\"], require: [\"lib/*\", \"includ/*\"]}",
        1,
        "E403 fetch_index.require names 'includ/*', which fits no file of any archive"
    )]
    public void What_a_glob_does_not_find_is_an_error(string index, int exitCode, string text)
    {
        using var project = new GitProject();
        project.File(
            "springform.yaml",
            $$"""
            name: demo
            version: 1.2.3
            targets: {a: linux/amd64}
            packages:
              - {archive: "demo-{target}.tar.gz", root: demo, files: ["lib/*", "include/*"]}
              - {archive: "demo-{target}-docs.tar", files: ["include/*"]}
            fetch_index: {{index}}
            """
        );
        project.File("lib/libdemo.a", "lib\n");
        project.File("include/demo.h", "int x;\n");
        project.Commit();

        project.Run("--target=Dist", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1").Ends(exitCode).Says(text);

        File.Exists(project.PathOf("dist/demo-fetch.json")).ShouldBe(exitCode == 0);
    }

    /// <summary>All platforms in one archive, in the layout of the folders that fetches make; Merge makes it where no machine has all.</summary>
    [Fact]
    public void The_archive_of_all_platforms_holds_each_in_its_folder_and_once_what_they_share()
    {
        using var project = new GitProject();
        Configure("include/*");
        project.File("lib/libdemo.a", "lib\n");
        project.File("include/demo.h", "int x;\n");
        project.File(".gitignore", ".springform/\ndist/\nparts/\n");
        project.Commit();
        project.Run("--target=Plan").Ends(0).Says("all in demo-all.tar.gz");
        project.Run("--target=Dist").Ends(0);
        File.Exists(project.PathOf("dist/demo-all.tar.gz")).ShouldBeFalse("the part of the Mac is not there");
        Directory.CreateDirectory(project.PathOf("parts"));
        Directory.Move(project.PathOf("dist"), project.PathOf("parts/own"));

        Merge("int x;\n").Ends(0);

        RealTool
            .Run("tar", "-tzf", project.PathOf("dist/demo-all.tar.gz"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(name => !name.EndsWith('/'))
            .Order(StringComparer.Ordinal)
            .ShouldBe(["include/demo.h", "lib/darwin_arm64/lib/libdemo.a", "lib/linux_amd64/lib/libdemo.a"]);
        project.Text("dist/artifacts.json").ShouldContain("\"demo-all.tar.gz\"");
        project.Text("dist/checksums.txt").ShouldContain($"{MergeParts.Hash(project.PathOf("dist/demo-all.tar.gz"))}  demo-all.tar.gz\n");
        project.Text("dist/demo-fetch.json").ShouldNotContain("demo-all");

        Merge("int y;\n").Ends(1).Says("E407 include/demo.h of demo-mac.tar is not that of the archives before it");
        Merge("int x;\n").Ends(0);

        void Configure(string shared) =>
            project.File(
                "springform.yaml",
                $$"""
                name: demo
                version: 1.2.3
                targets: {a: linux/amd64}
                prebuilt: {mac: {files: [demo-mac.tar], platform: darwin/arm64} }
                packages:
                  - {archive: "demo-{target}.tar.gz", root: demo, files: ["lib/*", "include/*"]}
                fetch_index: {all: {archive: demo-all.tar.gz, shared: ["{{shared}}"]} }
                """
            );

        CliResult Merge(string header)
        {
            var file = project.File("parts/mac/demo-mac.tar", "");
            using (var tar = new TarWriter(File.Create(file)))
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "lib/libdemo.a") { DataStream = new MemoryStream("mac\n"u8.ToArray()) });
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, "include/demo.h") { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(header)) }
                );
            }

            project.File("parts/mac/SHA256SUMS", $"{MergeParts.Hash(file)}  demo-mac.tar\n");
            return project.Run("--target=Merge", "--from=parts/own", "--from=parts/mac");
        }
    }

    /// <summary>Dist makes a part of such a project; what its index needs may be in the files that Merge adds.</summary>
    [Fact]
    public void A_glob_for_prebuilt_files_is_judged_when_they_are_there()
    {
        using var project = new GitProject();
        project.File(
            "springform.yaml",
            """
            name: demo
            version: 1.2.3
            targets: {a: linux/amd64}
            prebuilt: {mac: {files: [demo-mac.tar], platform: darwin/arm64}}
            packages:
              - {archive: "demo-{target}.tar.gz", root: demo, files: ["lib/*"]}
            fetch_index: {require: ["lib/*", "mac/*"]}
            """
        );
        project.File("lib/libdemo.a", "lib\n");
        project.File(".gitignore", ".springform/\ndist/\nparts/\n");
        project.Commit();
        project.Run("--target=Dist").Ends(0);
        Directory.CreateDirectory(project.PathOf("parts"));
        Directory.Move(project.PathOf("dist"), project.PathOf("parts/own"));

        Merge("mac/libdemo.a").Ends(0);
        project.Text("dist/demo-fetch.json").ShouldContain("mac/libdemo.a");
        Merge("lib/libdemo.a").Ends(1).Says("E403 fetch_index.require names 'mac/*', which fits no file of any archive");

        CliResult Merge(string path)
        {
            var file = project.File("parts/mac/demo-mac.tar", "");
            using (var tar = new TarWriter(File.Create(file)))
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream("lib\n"u8.ToArray()) });
            project.File("parts/mac/SHA256SUMS", $"{MergeParts.Hash(file)}  demo-mac.tar\n");
            return project.Run("--target=Merge", "--from=parts/own", "--from=parts/mac");
        }
    }
}
