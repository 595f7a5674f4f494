using System.Text.Json;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Package.Formulas;
using Springform.Tests.Archives;

namespace Springform.Tests.EndToEnd;

/// <summary>Homebrew's formula and Scoop's manifest, made of plain files: what real parsers and archives say of them.</summary>
public sealed class Formulas
{
    private const string Yaml = """
        name: hello-world
        version: 1.2.3
        targets:
          linux-amd64: linux/amd64
          linux-arm64: linux/arm64
          macos-arm64: {platform: darwin/arm64, smoke: {skip: "no machine of that kind"}}
          macos-amd64: {platform: darwin/amd64, smoke: {skip: "no machine of that kind"}}
          windows: {platform: windows/amd64, smoke: {skip: "no machine of that kind"}}
        packages:
          - {archive: "{name}-{version}-{target}.tar.gz", root: "{name}-{version}", files: [bin/hello], targets: ["linux-*", "macos-*"]}
          - {archive: "{name}-{version}-{target}.zip", files: [hello.exe, LICENSE], targets: [windows]}
        homebrew:
          description: Says hello
          homepage: https://example.org/hello
          license: MIT OR Apache-2.0
          programs: [bin/hello]
        scoop:
          description: Says hello
          homepage: https://example.org/hello
          license: MIT OR Apache-2.0
          programs: [hello.exe]
        release: {github: {repository: octo/hello}}

        """;

    private const string Folder = "https://github.com/octo/hello/releases/download/v1.2.3/";

    /// <summary>A stand-in for Homebrew's own classes, which notes what a formula says. Systems and architectures are blocks of their own.</summary>
    private const string Reader = """
        require "json"
        class Formula
          NOTES = []
          PLACE = []
          class << self
            [:desc, :homepage, :version, :license, :url, :sha256, :depends_on].each do |word|
              define_method(word) { |*values, **named| NOTES << [PLACE.join("/"), word, *values, *(named.empty? ? [] : [named])] }
            end
            [:on_macos, :on_linux, :on_arm, :on_intel].each do |word|
              define_method(word) { |&block| PLACE.push(word); block.call; PLACE.pop }
            end
            def test(&block) = nil
          end
          class Bin
            def install(name) = NOTES << ["", :install, name]
          end
          def bin = Bin.new
        end
        load ARGV[0]
        name = Formula.subclasses.fetch(0)
        name.new.install
        puts JSON.generate({ "class" => name.to_s, "notes" => Formula::NOTES })
        """;

    [Fact]
    public void A_formula_names_each_archive_of_the_release_with_its_hash()
    {
        using var project = Project(Yaml);

        project.Run("--target=Dist").Ends(0);

        var (name, notes) = Read(project, "hello-world.rb");
        name.ShouldBe("HelloWorld");
        notes.ShouldBe([
            """["","desc","Says hello"]""",
            """["","homepage","https://example.org/hello"]""",
            """["","version","1.2.3"]""",
            """["","license",{"any_of":["MIT","Apache-2.0"]}]""",
            .. Download("on_macos/on_arm", "macos-arm64"),
            .. Download("on_macos/on_intel", "macos-amd64"),
            .. Download("on_linux/on_arm", "linux-arm64"),
            .. Download("on_linux/on_intel", "linux-amd64"),
            """["","install","bin/hello"]""",
        ]);
        project.Text("dist/checksums.txt").ShouldContain($"{MergeParts.Hash(project.PathOf("dist/hello-world.rb"))}  hello-world.rb\n");

        IEnumerable<string> Download(string place, string target)
        {
            var file = $"hello-world-1.2.3-{target}.tar.gz";
            yield return $"""["{place}","url","{Folder}{file}"]""";
            yield return $"""["{place}","sha256","{MergeParts.Hash(project.PathOf($"dist/{file}"))}"]""";
        }
    }

    [Fact]
    public void A_manifest_has_the_fields_that_Scoop_wants()
    {
        using var project = Project(Yaml);

        project.Run("--target=Dist").Ends(0);

        using var manifest = JsonDocument.Parse(project.Text("dist/hello-world.json"));
        var root = manifest.RootElement;
        root.EnumerateObject().Select(field => field.Name).ShouldBe(["version", "description", "homepage", "license", "architecture", "bin"]);
        root.GetProperty("version").GetString().ShouldBe("1.2.3");
        root.GetProperty("license").GetString().ShouldBe("MIT|Apache-2.0");
        root.GetProperty("bin").EnumerateArray().Select(program => program.GetString()).ShouldBe(["hello.exe"]);
        var download = root.GetProperty("architecture").EnumerateObject().ShouldHaveSingleItem();
        download.Name.ShouldBe("64bit");
        download.Value.GetProperty("url").GetString().ShouldBe($"{Folder}hello-world-1.2.3-windows.zip");
        download.Value.GetProperty("hash").GetString().ShouldBe(MergeParts.Hash(project.PathOf("dist/hello-world-1.2.3-windows.zip")));
        download.Value.TryGetProperty("extract_dir", out _).ShouldBeFalse("nothing holds all of it");

        project.Replace("springform.yaml", ".zip\", files", ".zip\", root: top, files");
        project.Commit();
        project.Run("--target=Dist").Ends(0);
        project.Text("dist/hello-world.json").ShouldContain("\"extract_dir\": \"top\"");
    }

    [Theory]
    [InlineData("linux-amd64", """["","depends_on","linux"] ["","depends_on",{"arch":"x86_64"}] ["","url" ["","sha256" """)]
    [InlineData("macos-*", """["","depends_on","macos"] ["on_arm","url" ["on_arm","sha256" ["on_intel","url" ["on_intel","sha256" """)]
    [InlineData(
        "macos-* linux-arm64",
        """["on_macos/on_arm","url" ["on_macos/on_arm","sha256" ["on_macos/on_intel","url" ["on_macos/on_intel","sha256" """
            + """["on_linux","depends_on",{"arch":"arm64"}] ["on_linux","url" ["on_linux","sha256" """
    )]
    public void A_formula_says_on_which_systems_it_cannot_be_installed(string targets, string expected)
    {
        var globs = string.Join(", ", targets.Split(' ').Select(target => $"\"*-{target}.tar.gz\""));
        using var project = Project(Yaml.Replace("programs: [bin/hello]", $"programs: [bin/hello]\n  archives: [{globs}]", StringComparison.Ordinal));

        project.Run("--target=Dist").Ends(0);

        var notes = Read(project, "hello-world.rb").Notes.Skip(4).SkipLast(1);
        notes
            .Select(note =>
                note.Contains("\"url\"", StringComparison.Ordinal) || note.Contains("\"sha256\"", StringComparison.Ordinal)
                    ? note[..(note.LastIndexOf(','))]
                    : note
            )
            .ShouldBe(expected.Trim().Split(' '));
    }

    /// <summary>Nothing that the configuration says becomes code, and all of it arrives as it is.</summary>
    [Theory]
    [InlineData("Says \"hello\"")]
    [InlineData("a #{abort('code')} b")]
    [InlineData("a #$0 #@x #{`touch owned`} \\#{1}")]
    [InlineData("it's a \\ and \\n, a \\\" and %x(id)")]
    [InlineData("Grüße 你好 🎂 </script> & 'x'")]
    [InlineData("__END__ =begin")]
    public void Hostile_texts_arrive_as_they_are(string description)
    {
        var yaml = Yaml.Replace(
            "description: Says hello",
            $"description: '{description.Replace("'", "''", StringComparison.Ordinal)}'",
            StringComparison.Ordinal
        );
        using var project = Project(yaml);

        project.Run("--target=Dist").Ends(0);

        Read(project, "hello-world.rb").Notes[0].ShouldBe(JsonSerializer.Serialize(new[] { "", "desc", description }, Plain));
        using var manifest = JsonDocument.Parse(project.Text("dist/hello-world.json"));
        manifest.RootElement.GetProperty("description").GetString().ShouldBe(description);
        File.Exists(project.PathOf("owned")).ShouldBeFalse();
    }

    [Fact]
    public void The_same_commit_gives_the_same_bytes_and_an_archive_that_changed_another_hash()
    {
        using var project = Project(Yaml);
        project.Run("--target=Dist").Ends(0);
        var first = project.Text("dist/hello-world.rb");

        Directory.Delete(project.PathOf("dist"), recursive: true);
        project.Run("--target=Dist", "--no-cache").Ends(0);
        project.Text("dist/hello-world.rb").ShouldBe(first);

        project.File("bin/hello", "another\n");
        project.Commit();
        project.Run("--target=Dist").Ends(0);
        project.Text("dist/hello-world.rb").ShouldNotBe(first);
    }

    [Theory]
    [InlineData(
        "programs: [bin/hello]",
        "programs: [bin/hello, bin/other]",
        1,
        "E403 hello-world-1.2.3-linux-amd64.tar.gz has no file 'bin/other', which homebrew.programs names"
    )]
    [InlineData(
        "programs: [hello.exe]",
        "programs: [bin/hello.exe]",
        1,
        "E403 hello-world-1.2.3-windows.zip has no file 'bin/hello.exe', which scoop.programs names"
    )]
    [InlineData(
        ", targets: [windows]",
        ", targets: [linux-amd64]",
        2,
        "E103 homebrew would install 2 archives on linux/amd64: hello-world-1.2.3-linux-amd64.tar.gz, hello-world-1.2.3-linux-amd64.zip"
    )]
    [InlineData(", targets: [windows]", ", targets: [linux-amd64]", 2, "E103 scoop would install no archive: it takes those for windows/amd64")]
    [InlineData("programs: [hello.exe]", "programs: [hello.exe], archives: [\"*.7z\"]", 2, "E103 scoop would install no archive")]
    [InlineData(
        "programs: [bin/hello]",
        "programs: [bin/hello]\n  archives: [\"*macos*\", \"*bsd*\"]",
        2,
        "E103 homebrew.archives names '*bsd*', which fits no archive for darwin/arm64, "
    )]
    [InlineData(
        "{github: {repository: octo/hello}}",
        "{github: {}}",
        2,
        "E104 homebrew names addresses of the release, and springform.yaml does not say in which repository"
    )]
    [InlineData("scoop:\n", "scoop:\n  name: manifest\n", 2, "E107 two artifacts have the name manifest.json")]
    public void What_would_not_install_is_an_error(string from, string to, int exitCode, string text)
    {
        var yaml = Yaml.Replace(from, to, StringComparison.Ordinal).Replace("[hello.exe], archives", "[hello.exe]\n  archives", StringComparison.Ordinal);
        using var project = Project(yaml);

        project.Run("--target=Dist").Ends(exitCode).Says(text);

        Directory.Exists(project.PathOf("dist")).ShouldBeFalse();
    }

    [Fact]
    public async Task They_are_assets_of_the_release_that_they_name_and_a_publisher_can_push_them()
    {
        await using var server = await FakeGitHubServer.StartAsync();
        using var project = Project(
            Yaml.Replace("octo/hello}", $"octo/hello, api: \"{server.Api}\"}}", StringComparison.Ordinal)
                + "publishers: [{name: tap, run: \"cp {file} ../tap.rb\", files: [\"*.rb\"], channels: [stable, nightly]}]\n"
        );
        project.Git("tag", "v1.2.3");
        server.Repository.SetTag(new FakeTag("v1.2.3", project.Git("rev-parse", "HEAD").Trim()));
        var host = new Uri(server.Api).GetLeftPart(UriPartial.Authority);

        Publish().Ends(0).Says("; 1 publisher run");

        File.ReadAllText(project.Beside("tap.rb")).ShouldContain($"url \"{host}/octo/hello/releases/download/v1.2.3/hello-world-1.2.3-linux-amd64.tar.gz\"");
        server.Repository.Assets(server.Repository.Releases.ShouldHaveSingleItem().Id).Select(asset => asset.Name).ShouldContain("hello-world.json");

        var nightly = $"nightly-20260102-{project.Git("rev-parse", "HEAD")[..7]}";
        Publish("--channel=nightly").Ends(0);
        File.ReadAllText(project.Beside("tap.rb")).ShouldContain($"/octo/hello/releases/download/{nightly}/hello-world-1.2.3-linux-amd64.tar.gz\"");

        project.Replace("springform.yaml", $", api: \"{server.Api}\"", "");
        project.Commit();
        project.Git("tag", "--force", "v1.2.3");
        Publish()
            .Ends(2)
            .Says(
                "E601 hello-world.rb would name https://github.com/octo/hello/releases/tag/v1.2.3, and the release would be " + host,
                "E601 hello-world.json would name "
            );

        CliResult Publish(params string[] words) =>
            project.Run(["--target=Publish", $"GITHUB_API_URL={server.Api}", $"GITHUB_TOKEN={server.Options.Token}", .. words]);
    }

    /// <summary>A part does not have all hashes; Merge has.</summary>
    [Fact]
    public void Merge_makes_them_of_parts()
    {
        using var project = Project(Yaml);
        project.Run("--target=Dist").Ends(0);
        var whole = project.Text("dist/hello-world.rb");
        string[] parts = ["linux-*", "macos-*", "windows"];
        foreach (var part in parts)
        {
            project.Run("--target=Dist", $"--only={part}").Ends(0);
            File.Exists(project.PathOf("dist/hello-world.rb")).ShouldBeFalse();
            Directory.Move(project.PathOf("dist"), project.Beside(part.TrimEnd('*')));
        }

        project.Run(["--target=Merge", .. parts.Select(part => $"--from={project.Beside(part.TrimEnd('*'))}")]).Ends(0);

        project.Text("dist/hello-world.rb").ShouldBe(whole);
        project.Text("dist/artifacts.json").ShouldContain("\"hello-world.json\"");
    }

    /// <summary>Homebrew loads a formula by the class that it makes of the file's name (Formulary.class_s).</summary>
    [Fact]
    public void The_class_is_the_one_that_Homebrew_looks_for()
    {
        RealTool.Need("ruby");
        const string own = """
            ARGV.each do |name|
              class_name = name.capitalize
              class_name.gsub!(/[-_.\s]([a-zA-Z0-9])/) { $1.upcase }
              class_name.tr!("+", "x")
              class_name.sub!(/(.)@(\d)/, "\\1AT\\2")
              puts class_name
            end
            """;
        string[] names = ["hello", "hello-world", "a.b_c-d", "x2", "foo-2bar", "ghi1.2", "a-1"];

        RealTool.Run("ruby", ["-e", own, .. names]).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(names.Select(HomebrewFormula.ClassOf));
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static (string Class, IReadOnlyList<string> Notes) Read(GitProject project, string formula)
    {
        RealTool.Need("ruby");
        RealTool.Run("ruby", "-wc", project.PathOf($"dist/{formula}")).ShouldBe("Syntax OK\n");
        var reader = project.Beside("reader.rb");
        File.WriteAllText(reader, Reader);
        using var said = JsonDocument.Parse(RealTool.Run("ruby", reader, project.PathOf($"dist/{formula}")));
        return (
            said.RootElement.GetProperty("class").GetString()!,
            [.. said.RootElement.GetProperty("notes").EnumerateArray().Select(note => JsonSerializer.Serialize(note, Plain))]
        );
    }

    private static GitProject Project(string yaml)
    {
        var project = new GitProject();
        project.File("springform.yaml", yaml);
        project.File("bin/hello", "hello\n");
        project.File("hello.exe", "hello\r\n");
        project.File("LICENSE", "MIT\n");
        project.File(".gitignore", ".springform/\ndist/\ntools-cache/\n");
        project.Commit();
        return project;
    }
}
