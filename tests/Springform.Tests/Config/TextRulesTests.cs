using Springform.Errors;

namespace Springform.Tests.Config;

/// <summary>
/// What no operating system, no git and no reader's eye takes is refused where it is written, with its place; everything else of a command is its own.
/// </summary>
public sealed class TextRulesTests
{
    private const string Head = "name: demo\ntargets: {x: linux/amd64}\nbuilder: {image: b, dockerfile: builder/Dockerfile}\n";

    [Theory]
    [InlineData("compile: [{run: [make, \"a\\0b\"], outputs: [o]}]", "compile[0].run[1]")]
    [InlineData("compile: [{run: \"echo a\\0b\", outputs: [o]}]", "compile[0].run")]
    [InlineData("compile: [{run: [make], outputs: [o], env: {A: \"a\\0b\"}}]", "compile[0].env.A")]
    [InlineData("compile: [{run: [make], outputs: [\"a\\0b\"]}]", "compile[0].outputs[0]")]
    [InlineData("test: [[\"a\\0b\"]]", "test[0][0]")]
    [InlineData("smoke: {run: [\"a\\0b\"]}", "smoke.run[0]")]
    public void A_NUL_is_refused_wherever_it_stands(string yaml, string path)
    {
        var problem = YamlProject
            .Problems(Head + yaml, "builder/Dockerfile")
            .Single(problem => problem.What == $"{path} holds a NUL character, which ends a text for the operating system");

        problem.Code.ShouldBe(ErrorCode.InvalidValue);
        problem.Where.ShouldStartWith("springform.yaml:4:");
    }

    [Theory]
    [InlineData("compile: [{name: \"a\\e[2Jb\", run: [make], outputs: [o]}]", "compile[0].name is 'a\\u001b[2Jb': it contains a control character")]
    [InlineData(
        "compile: [{name: \"a\\u202Eb\", run: [make], outputs: [o]}]",
        "compile[0].name is 'a\\u202eb': it contains a character that reverses the direction of text"
    )]
    [InlineData("smoke: {skip: \"a\\e]0;x\\ab\"}", "smoke.skip is 'a\\u001b]0;x\\u0007b': it contains a control character")]
    [InlineData(
        "release: {github: {title: \"a\\u2066b\"}}",
        "release.github.title is 'a\\u2066b': it contains a character that reverses the direction of text"
    )]
    [InlineData("release: {github: {milestone: \"a\\nb\"}}", "release.github.milestone is 'a\\u000ab': it contains a control character")]
    [InlineData(
        "release: {github: {channels: {nightly: {branch: \"a\\u202Eb\"}}}}",
        "release.github.channels.nightly.branch is 'a\\u202eb': it contains a character that reverses the direction of text"
    )]
    [InlineData("packages: [{archive: x.tgz, files: [\"a\\u2028b\"]}]", "packages[0].files[0] is 'a\\u2028b': it contains a control character")]
    [InlineData("prebuilt: {m: {files: [x.zip], checksums: \"a\\e\"}}", "prebuilt.m.checksums is 'a\\u001b': it contains a control character")]
    public void What_is_not_seen_is_refused_in_every_name(string yaml, string what) =>
        YamlProject.Problems(Head + yaml, "builder/Dockerfile").Select(problem => problem.What).ShouldContain(what);

    [Theory]
    [InlineData("compile: [{name: \"make all (fast)\", run: [printf, \"\\e[1m\\u202E\\n\"], outputs: [o], env: {PS1: \"\\e[2J\"}}]")]
    [InlineData("smoke: {skip: >\n  no container\n  runs it\n}")]
    public void What_is_a_commands_own_or_ends_in_a_line_break_is_taken(string yaml) =>
        YamlProject.Read(
            Head + yaml.Replace("{skip: >\n  no container\n  runs it\n}", "\n  skip: >\n    no container\n    runs it\n", StringComparison.Ordinal),
            "builder/Dockerfile"
        );

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("a/../../b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_commands_name_becomes_part_of_file_names(string name) =>
        YamlProject
            .Problem(Head + $"compile: [{{name: {name}, run: [make], outputs: [o]}}]", "builder/Dockerfile")
            .What.ShouldContain("which cannot be the name of a command");

    [Theory]
    [InlineData("v1..{version}", "contains '..'")]
    [InlineData("v{version}.lock", "has a part that ends with .lock")]
    [InlineData("a.lock/{version}", "has a part that ends with .lock")]
    [InlineData("v@{{x}}{version}", "contains '@{'")]
    [InlineData("v {version}", "contains ' '")]
    [InlineData("v~{version}", "contains '~'")]
    [InlineData("v^{version}", "contains '^'")]
    [InlineData("v:{version}", "contains ':'")]
    [InlineData("v*{version}", "contains '*'")]
    [InlineData("v?{version}", "contains '?'")]
    [InlineData("[{version}", "contains '['")]
    [InlineData("v\\\\{version}", "contains a backslash")]
    [InlineData("-{version}", "begins with '-'")]
    [InlineData("/{version}", "begins with '/'")]
    [InlineData("{version}/", "ends with '/'")]
    [InlineData("{version}.", "ends with '.'")]
    [InlineData("a//{version}", "contains '//'")]
    [InlineData("a/.{version}", "has a part that begins with a dot")]
    [InlineData(".{version}", "has a part that begins with a dot")]
    public void A_tag_that_git_refuses_is_refused(string tag, string refusal)
    {
        YamlProject.Problems($"name: demo\nrelease: {{github: {{tag: \"{tag}\"}}}}")[0].What.ShouldEndWith($", and git takes no tag that {refusal}");

        // Git has the last word.
        using var project = global::Springform.Tests.GitProject.WithCommit();
        var name = tag.Replace("{version}", "1", StringComparison.Ordinal)
            .Replace("{{x}}", "{x}", StringComparison.Ordinal)
            .Replace(@"\\", @"\", StringComparison.Ordinal);
        Command.Run(project.Path, ["git", "tag", name]).ExitCode.ShouldNotBe(0, name);
    }

    [Theory]
    [InlineData("v{version}")]
    [InlineData("lib/v{version}")]
    [InlineData("release-{version}+{commit}")]
    [InlineData("a.b_c@{version}")]
    [InlineData("1.lockd")]
    public void A_tag_that_git_takes_is_taken(string tag)
    {
        YamlProject.Read($"name: demo\nrelease: {{github: {{tag: \"{tag}\"}}}}");

        using var project = global::Springform.Tests.GitProject.WithCommit();
        Command
            .Run(project.Path, ["git", "tag", tag.Replace("{version}", "1", StringComparison.Ordinal).Replace("{commit}", "1", StringComparison.Ordinal)])
            .ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("pids: 0", "pids is 0, which no container can be given")]
    [InlineData("pids: 9", "pids is 9, which no container can be given")]
    [InlineData("pids: 4194305", "pids is 4194305, which no container can be given")]
    [InlineData("pids: 99999999999", "pids should be a whole number, but is '99999999999'")]
    [InlineData("targets: {x: {platform: linux/amd64, pids: 0}}", "targets.x.pids is 0, which no container can be given")]
    [InlineData("builder: {image: b, dockerfile: builder/Dockerfile, timeout: 169h}", "builder.timeout is '169h', which is not a duration")]
    [InlineData("builder: {image: b, dockerfile: builder/Dockerfile, timeout: 5}", "builder.timeout is '5', which is not a duration")]
    [InlineData("builder: {image: b, dockerfile: builder/Dockerfile, timeout: -5m}", "builder.timeout is '-5m', which is not a duration")]
    [InlineData("tools: {image: t, recipes: {fio: {context: tools/fio, timeout: 1.5h}}}", "tools.recipes.fio.timeout is '1.5h', which is not a duration")]
    [InlineData(
        "cache: {registry: \"127.0.0.1:65536/c\"}",
        "cache.registry is '127.0.0.1:65536/c', which has a port that does not exist: ports go from 1 to 65535"
    )]
    [InlineData(
        "builder: {image: b, dockerfile: builder/Dockerfile, registry: \"localhost:0/b\"}",
        "builder.registry is 'localhost:0/b', which has a port that does not exist: ports go from 1 to 65535"
    )]
    [InlineData(
        "bases: {b: \"localhost:99999999999/b:1\"}",
        "bases.b.image is 'localhost:99999999999/b:1', which has a port that does not exist: ports go from 1 to 65535"
    )]
    [InlineData("timeout: 99999999999999999999h", "timeout is '99999999999999999999h', which is not a duration")]
    public void Numbers_are_bounded_where_they_are_read(string yaml, string what) =>
        YamlProject.Problem("name: demo\n" + yaml, "builder/Dockerfile", "tools/fio", "tools/fio/Dockerfile").What.ShouldBe(what);
}
