using System.Text;
using Springform.Config;
using Springform.Errors;

namespace Springform.Tests.Config;

public sealed class ConfigReaderTests
{
    private const string Perfspect = """
        name: perfspect
        version: {file: version.txt}
        bases:
          bookworm: {image: "debian:bookworm", mirror: {suite: bookworm}}
        build_platform: linux/amd64
        tools:
          image: perfspect-tools
          base: bookworm
          platforms: [linux/amd64, linux/arm64]
          recipes:
            fio: {context: tools/fio}
            ethtool: tools/ethtool
        builder:
          image: perfspect-builder
          dockerfile: builder/Dockerfile
          context: [go.mod, builder/**]
        targets:
          x86_64: {platform: linux/amd64, env: {GOARCH: amd64, CGO_ENABLED: 0}}
          aarch64: {platform: linux/arm64, env: {GOARCH: arm64}, suffix: "-aarch64"}
        compile:
          - run: [make, perfspect]
            inputs: ["**/*.go", go.mod, Makefile]
            outputs: [perfspect]
        test:
          - make test
        smoke: {bases: [bookworm], run: [[./perfspect, --version]]}
        packages:
          - archive: "{name}{suffix}.tgz"
            root: perfspect
            files: [perfspect, LICENSE, targets.yaml, {from: "tools:", to: tools/}]
            checksums: [md5, sha256]
        """;

    private static readonly string[] PerfspectFiles =
    [
        "version.txt",
        "tools/fio",
        "tools/fio/Dockerfile",
        "tools/ethtool",
        "tools/ethtool/Dockerfile",
        "builder/Dockerfile",
    ];

    [Fact]
    public void The_sample_of_the_design_is_read_whole()
    {
        var config = YamlProject.Read(Perfspect, PerfspectFiles).Config;

        config.Name.ShouldBe("perfspect");
        config.Version.File.ShouldBe("version.txt");
        config.BuildPlatform.ShouldBe("linux/amd64");
        config.Bases["bookworm"].Mirror!.Suite.ShouldBe("bookworm");
        config.Tools!.Recipes.Select(recipe => recipe.Value.Context).ShouldBe(["tools/fio", "tools/ethtool"]);
        config.Targets.Keys.ShouldBe(["x86_64", "aarch64"]);
        config.Targets["x86_64"].Env["CGO_ENABLED"].ShouldBe("0");
        config.Compile[0].Run.Arguments.ShouldBe(["make", "perfspect"]);
        config.Test[0].Run.Arguments.ShouldBe(["sh", "-ec", "make test"]);
        config.Smoke!.Run[0].Arguments.ShouldBe(["./perfspect", "--version"]);
        config.Packages[0].Files[3].ShouldBe(new FileConfig { From = "tools:", To = "tools/" });
        config.Packages[0].Md5Name.ShouldBe("{artifact}.md5.txt");
    }

    [Fact]
    public void Every_value_has_its_place()
    {
        var positions = YamlProject.Read(Perfspect, PerfspectFiles).Positions;

        positions.Where("targets.aarch64.suffix").ShouldBe("springform.yaml:19:66");
        positions.Where("packages[0].files[3].to").ShouldBe("springform.yaml:30:68");
        positions.Where("tools.recipes.ethtool.context").ShouldBe("springform.yaml:12:14");
        positions.AtKey("targets.x86_64").ShouldBe(new SourcePosition(18, 3));
        positions.Where("tools.recipes.ethtool.network").ShouldBe("springform.yaml:12:14", "a default stands where its record does");
    }

    [Fact]
    public void All_problems_are_shown_at_once_and_in_order()
    {
        var yaml = """
            nam: demo
            version: 1.4
            bases:
              bookworm: {imagee: "debian:bookworm"}
            builder: {image: demo-builder, dockerfile: builder/Dockerfile, network: yes}
            targets:
              x86_64: {platform: linux/amd46, base: bookwrm}
            compile:
              - {run: [make], outputs: demo}
            packages:
              - archive: "{nmae}.tgz"
                files: [demo, {form: LICENSE}]
                checksums: [sha255]
            """;

        Golden.Matches(string.Join("\n", YamlProject.Problems(yaml)));
    }

    [Fact]
    public void Text_that_is_not_one_yaml_map_is_explained() =>
        Golden.Matches(
            YamlProject.Transcript(
                "",
                "# nothing but a comment",
                "- name",
                "demo",
                "name: demo\n---\nname: other",
                "name: demo\n\tversion: 1.0.0",
                "name: demo\nbases:\n\t bookworm: debian:bookworm",
                "name: demo\nbases:\n  bookworm: debian:bookworm\n\tbullseye: debian:bullseye",
                "name: demo\npackages:\n  - archive: {name}-{version}.tgz\n    files: [a]",
                "name: demo\npackages: [{archive: {name}-{version}.tgz, files: [a]}]",
                "name: 'demo",
                "name: demo\nversion: [1, 2",
                "name: demo: demo",
                "name: !!str demo",
                "name: demo\nversion: *v",
                "name: demo\nbases: &b {x: *b}",
                "name: demo\nname: demo\nversion: 1.0.0\nversion: 2.0.0",
                "? [name]\n: demo",
                "name: de\0mo",
                "name: demo\nbases:\n  <<: {a: b}",
                "%YAML 3.0\n---\nname: demo",
                "name: \u001b[31mdemo"
            )
        );

    [Fact]
    public void Values_of_the_wrong_type_are_explained() =>
        Golden.Matches(
            YamlProject.Transcript(
                "name: [demo]",
                "name:",
                "name: demo\nbases: debian",
                "name: demo\nbases: {a: }",
                "name: demo\nbases: {a: [debian]}",
                "name: demo\ntest: make test",
                "name: demo\nbuilder: {image: b, dockerfile: builder/Dockerfile, context: go.mod}",
                "name: demo\nbuilder: {image: b, dockerfile: builder/Dockerfile, network: 'true'}",
                "name: demo\nbuilder: image",
                "name: demo\nbuilder: {image: b, dockerfile: builder/Dockerfile, network: {}}",
                "name: demo\nbuilder: {image: b, dockerfile: builder/Dockerfile}\ntargets: {a: linux/amd64}\n"
                    + "compile: [{run: [], outputs: [x]}, {run: {}, outputs: [x]}, {run: ' ', outputs: [x]}]",
                "name: demo\nsources: {checksums: [md5, SHA-256]}",
                "name: {name}"
            )
        );

    [Fact]
    public void Where_there_is_no_file_the_one_that_is_meant_is_named()
    {
        using var folder = new TemporaryFolder();
        var (top, inner) = (Path.Combine(folder.Path, "top"), Path.Combine(folder.Path, "top/a/b"));
        Directory.CreateDirectory(Path.Combine(top, ".git"));
        Directory.CreateDirectory(inner);
        Fix(top).ShouldBe("create it (--target=Init writes a first one), or say where it is with --project DIR");

        File.WriteAllText(Path.Combine(folder.Path, "springform.yaml"), "name: beyond the repository\n");
        Fix(inner).ShouldStartWith("create it");
        File.WriteAllText(Path.Combine(top, "a/springform.yaml"), "name: demo\n");
        Fix(inner).ShouldBe("did you mean --project=..?");
        Fix(top).ShouldBe("did you mean --project=a?");
        File.WriteAllText(Path.Combine(top, "springform.yml"), "name: demo\n");
        Fix(top).ShouldBe("rename springform.yml to springform.yaml");

        static string Fix(string at) =>
            Should.Throw<SpringformException>(() => ConfigReader.Read(Path.Combine(at, "springform.yaml"))).Problems.ShouldHaveSingleItem().Fix;
    }

    [Fact]
    public void An_alias_repeats_a_value()
    {
        var config = YamlProject
            .Read(
                """
                name: demo
                targets:
                  a: {platform: linux/amd64, env: &common {CC: gcc}}
                  b: {platform: linux/arm64, env: *common}
                """
            )
            .Config;

        config.Targets["b"].Env["CC"].ShouldBe("gcc");
    }

    [Fact]
    public void Aliases_of_aliases_cannot_grow_without_limit()
    {
        var yaml = new StringBuilder("name: demo\nbases:\n  a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var level = 1; level < 12; level++)
        {
            yaml.Append($"  a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        YamlProject.Problem(yaml.ToString()).What.ShouldContain("aliases");
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        YamlProject.Problem("name: " + new string('[', 500_000)).What.ShouldContain("nested more than 40 deep");
    }

    [Fact]
    public void A_huge_file_is_refused_without_reading_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("springform.yaml", "");
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(5L << 30);
        }

        Should.Throw<SpringformException>(() => ConfigReader.Read(path)).Problems[0].What.ShouldBe("the file is larger than 1 MiB");
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_at_their_line()
    {
        YamlProject
            .Problems(Encoding.Latin1.GetBytes("name: demo\nversion: caf\u00e9"))[0]
            .ToString()
            .ShouldBe("E101 the file is not UTF-8 text\n  at  springform.yaml:2:1\n  fix save it as UTF-8");
        YamlProject
            .Problems(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("name: demo")).ToArray())[0]
            .What.ShouldBe("the file is not UTF-8 text");
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_accepted()
    {
        var file = YamlProject.Read([.. Encoding.UTF8.Preamble, .. "name: demo\r\nversion: 1.4.0\r\n"u8]);

        file.Config.Version.Literal.ShouldBe("1.4.0");
        file.Positions.Where("version").ShouldBe("springform.yaml:2:10");
    }

    [Fact]
    public void A_missing_file_says_how_to_name_it()
    {
        using var folder = new TemporaryFolder();
        var problem = Should.Throw<SpringformException>(() => ConfigReader.Read(Path.Combine(folder.Path, "springform.yaml"))).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.MissingFile);
        problem.What.ShouldBe("there is no springform.yaml");
        problem.Fix.ShouldContain("--project DIR");
    }

    [Fact]
    public void Files_are_looked_for_beside_the_yaml()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("springform.yaml", "name: demo\nversion: {file: version.txt}\n");
        Should.Throw<SpringformException>(() => ConfigReader.Read(path)).Problems[0].Code.ShouldBe(ErrorCode.MissingFile);

        folder.File("version.txt", "1.0.0");
        ConfigReader.Read(path).Config.Version.File.ShouldBe("version.txt");
    }

    [Fact]
    public void Names_cannot_command_the_terminal_or_flood_it()
    {
        var problems = YamlProject.Problems(
            $$"""
            name: demo
            bases: {"\e[2J": {imag: x}, "{{new string('x', 100_000)}}": {} }
            targets: {a: {platform: linux/amd64, base: "\e[2K"} }
            """
        );

        problems.Select(problem => problem.ToString()).ShouldAllBe(text => text.Length < 1500 && !text.Contains('\u001b'));
        problems.ShouldContain(problem => problem.What.Contains(@"\u001b[2J", StringComparison.Ordinal));
    }

    [Fact]
    public void Beyond_fifty_problems_the_rest_is_counted()
    {
        var problems = YamlProject.Problems("name: demo\n" + string.Concat(Enumerable.Range(0, 70).Select(index => $"k{index}: 1\n")));

        problems.Count.ShouldBe(50);
        problems[^1].Details.ShouldBe(["... and 20 more problems"]);
    }
}
