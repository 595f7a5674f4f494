using System.Formats.Tar;
using Springform.ContainerTests.Engines;
using Springform.ContainerTests.Support;
using Springform.Errors;
using Springform.Names;
using Springform.Planning.Dockerfiles;

namespace Springform.ContainerTests.Images;

/// <summary>
/// Springform reads Dockerfiles and ignore files as docker does. Each example is built twice, as it stands and with other images in it: what is in the two
/// results differs by these images alone. The images hold one file each; nothing is run.
/// </summary>
public sealed class DockerfileGrammarTests(GrammarImages grammar) : IClassFixture<GrammarImages>, IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        if (grammar.Missing is { } reason)
        {
            Assert.SkipUnless(grammar.Docker.Environment["CI"] == "true", reason);
            Assert.Fail(reason);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>@: the repository of the images one and two. The results are told apart by what they hold, so each example copies something.</summary>
    [Theory]
    [InlineData("FROM @:one AS a\nFROM @:two\nCOPY --from=a /one /x\n", null)]
    [InlineData("ARG TAG=one\nFROM @:${TAG}\n", null)]
    [InlineData("ARG TAG=v.one\nARG REPO=@\nFROM ${REPO:?}:${TAG#v.}\nFROM ${REPO}:${NONE:-two}\nCOPY --from=0 / /0/\n", null)]
    [InlineData("ARG TAG=one.x.y\nFROM @:${TAG%%.*}\n", null)]
    [InlineData("ARG TAG=two-one\nFROM @:${TAG##*-}${NONE:+x}\n", null)]
    [InlineData("ARG TAG=0ne\nFROM @:${TAG/0/o}\n", null)]
    [InlineData("FROM @:one AS build-amd64\nFROM @:two AS build-arm64\nFROM build-${TARGETARCH}${TARGETVARIANT}\n", null)]
    [InlineData("FROM --platform=$BUILDPLATFORM @:one AS X\nFROM @:two\nCOPY --from=x / /\n", null)]
    [InlineData("FROM @:one AS first\nFROM @:two AS last\nFROM nowhere.invalid/x AS unused\n", "LAST")]
    [InlineData("# escape=`\nFROM `\n  @:one `\n  AS a\nFROM a\n", null)]
    [InlineData("FROM \\\n# FROM @:two\n\n  @:one \\\n", null)]
    [InlineData("\uFEFFFROM \"@:one\"\r\nCOPY --from=\"@:two\" \\\r\n  /two /\r\n", null)]
    [InlineData("FROM @:one\nCOPY <<A <<-'B' /\nFROM @:two\nA\nFROM @:two\n\tB\n", null)]
    [InlineData("FROM @:one AS a\nONBUILD COPY --from=nowhere.invalid/x / /\n", null)]
    [InlineData("from @:one as a\ncopy --from=@:two --chown=1:1 /two /t\nadd one /o\n", null)]
    [InlineData("ARG A=\"@\" B='one' \\\n  C=${A}:${B}\nFROM ${C}\n", null)]
    [InlineData("FROM @:one AS scratch\nFROM scratch\n", null)]
    public async Task Docker_builds_what_was_read(string text, string? stage)
    {
        var build = Read(text.Replace("@", grammar.Repository, StringComparison.Ordinal), stage, out var dockerfile);
        var target = stage is null ? Array.Empty<string>() : ["--target", stage];

        var before = await FilesAsync(dockerfile.Text, grammar.Context, target);
        var after = await FilesAsync(
            build.Write(use => use.Image.Replace($"{grammar.Repository}:", $"{grammar.Repository}:other-", StringComparison.Ordinal), frontend => frontend),
            grammar.Context,
            target
        );

        var own = before.Where(pair => pair.Value is "one" or "two").ToList();
        build.Images.ShouldNotBeEmpty();
        after.Values.Where(content => content.StartsWith("other-", StringComparison.Ordinal)).ShouldNotBeEmpty();
        own.ShouldNotBeEmpty();
        after.Values.Order().ShouldNotBe(before.Values.Order());
        after.Values.Select(content => content.Replace("other-", "", StringComparison.Ordinal)).Order().ShouldBe(before.Values.Order());
    }

    [Theory]
    [InlineData("FROM scratch AS a\nCOPY one /\nFROM A\nCOPY two /\n")]
    [InlineData("FROM ${NONE}\nCOPY one /\n")]
    [InlineData("FROM scratch${X@Q}\nCOPY one /\n")]
    [InlineData("FROM scratch AS 1st\nCOPY one /\n")]
    [InlineData("# escape=x\nFROM scratch\nCOPY one /\n")]
    [InlineData("COPY one /\nFROM scratch\n")]
    [InlineData("FROM scratch AS\nCOPY one /\n")]
    [InlineData("ARG I=scratch\nFROM scratch\nCOPY --from=$I one /\n")]
    public async Task Docker_refuses_what_is_refused(string text)
    {
        (await grammar.BuildAsync(text, grammar.Context, "--output", "type=cacheonly")).ShouldNotBe(0);

        Should
            .Throw<Exception>(() => Read(text, null, out _))
            .ShouldSatisfyAllConditions(error => (error is SpringformException or DockerfileException).ShouldBeTrue());
    }

    [Theory]
    [InlineData("*.txt\n!b.txt\n")]
    [InlineData("**/*.txt\n!sub/**/c.txt\n# a\n")]
    [InlineData("/sub/\r\n  a.txt  \r\n")]
    [InlineData("*\n!sub/deep\nsub/deep/c.txt\n")]
    [InlineData("*\n!/sub/deep/\n")]
    [InlineData("s*b/d??p\n[ab].txt\n")]
    [InlineData("**/deep\n!**/deep/c.txt\n")]
    [InlineData("[^a].txt\nsub/**\n!sub/b.md\n!x\n")]
    public async Task Docker_leaves_out_what_is_left_out(string ignore)
    {
        string[] files = ["a.txt", "b.txt", "sub/a.txt", "sub/b.md", "sub/deep/c.txt", "sub/deep/d.md", "x", ".dockerignore"];
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(InFolder($"context/{file}"))!);
            File.WriteAllText(InFolder($"context/{file}"), file == ".dockerignore" ? ignore : file);
        }

        var seen = await FilesAsync("FROM scratch\nCOPY . /\n", InFolder("context"));

        var rules = new IgnoreFile(ignore);
        files.Where(file => !rules.Excludes(file)).Order(StringComparer.Ordinal).ShouldBe(seen.Keys.Order(StringComparer.Ordinal));
    }

    private DockerfileBuild Read(string text, string? stage, out Dockerfile dockerfile)
    {
        var platform = Springform.Names.Platform.Of(grammar.Docker.Info.NativePlatform);
        dockerfile = new Dockerfile(text);
        return new DockerfileBuild(
            dockerfile,
            "Dockerfile",
            new BuildRequest(platform, platform, stage, "stage", new Dictionary<string, string>(), name => name.Length > 0 && !name.Any(char.IsUpper))
        );
    }

    /// <summary>Contents by path.</summary>
    private async Task<Dictionary<string, string>> FilesAsync(string dockerfile, string context, params string[] further)
    {
        var tar = InFolder($"{Guid.NewGuid():N}.tar");
        (await grammar.BuildAsync(dockerfile, context, ["--output", $"type=tar,dest={tar}", .. further])).ShouldBe(0, dockerfile);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var stream = File.OpenRead(tar);
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(cancellationToken: Cancellation) is { } entry)
        {
            if (entry.EntryType != TarEntryType.Directory)
            {
                using var text = new StreamReader(entry.DataStream ?? Stream.Null);
                files[entry.Name] = await text.ReadToEndAsync(Cancellation);
            }
        }

        return files;
    }

    private string InFolder(string path) => Path.Combine(_folder.Path, path);
}
