using Springform.Archives;
using Springform.Compile;
using Springform.Errors;
using Springform.Keys;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Tests.Compile;

/// <summary>Secrets in outputs that real tools packed, in each other and in any form.</summary>
public sealed class SecretSearchTests : IDisposable
{
    private const string Value = "SeCrEt-0123456789";

    private static readonly string Key = string.Join(
        '\n',
        "-----BEGIN PRIVATE KEY-----",
        "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7",
        "x8sK2l0Zq7Yw3uJ5mN9pR1tV4bC6dF8g",
        "-----END PRIVATE KEY-----"
    );

    private readonly TemporaryFolder folder = new();
    private readonly RecordedLines log = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("gzip -c k >out")]
    [InlineData("xz -c k >out")]
    [InlineData("bzip2 -c k >out")]
    [InlineData("zstd -qc k >out")]
    [InlineData("tar -cf out k")]
    [InlineData("tar -cJf out k")]
    [InlineData("tar -cjf out k")]
    [InlineData("tar -c k | zstd -q >out")]
    [InlineData("python3 -m zipfile -c out k")]
    [InlineData("gzip k; ar rc out.a k.gz; mv out.a out")]
    [InlineData("tar -czf 1.tgz k; echo x >a; ar rc out.a a 1.tgz; xz out.a; mv out.a.xz out")]
    [InlineData("tar -czf 1.tgz k; echo x >a; tar -cf out a 1.tgz")]
    [InlineData("tar -czf 1.tgz k; python3 -m zipfile -c out 1.tgz")]
    [InlineData("python3 -m zipfile -c 1.zip k; tar -czf out 1.zip")]
    [InlineData("python3 -m zipfile -c 1.zip k; python3 -m zipfile -c 2.zip 1.zip; xz -c 2.zip >3; tar -cf out 3")]
    [InlineData("gzip k; cat k.gz >out; for n in 1 2 3 4 5 6; do gzip -c out >o; mv o out; done")]
    [InlineData("echo a | gzip >out; gzip -c k >>out")]
    [InlineData("head -c 3000000 /dev/zero | tr '\\0' x >z; cat z k z | gzip >out")]
    public async Task A_secret_is_found_however_deep_it_is_packed(string pack) => (await FoundAsync(Value, pack)).ShouldBe(["KEY"]);

    [Theory]
    [InlineData("base64 k >out")]
    [InlineData("printf %s \"user:$KEY\" | base64 >out")]
    [InlineData("printf %s \"us:$KEY\" | base64 | tr +/ -_ >out")]
    [InlineData("od -An -tx1 k | tr -d ' \\n' >out")]
    [InlineData("od -An -tx1 k | tr -d ' \\n' | tr a-f A-F | gzip >out")]
    [InlineData("sed 's/+/%2B/; s/ /%20/' k >out")]
    [InlineData("sed 's/+/%2b/; s/ /+/' k >out")]
    [InlineData("mkdir d; : >\"d/$KEY\"; tar -cf out d")]
    public async Task A_secret_is_found_in_any_form(string write) => (await FoundAsync("SeCrEt+0123 456789", write)).ShouldBe(["KEY"]);

    [Theory]
    [InlineData("sed -n 2p k >out")]
    [InlineData("sed -n 3p k >out")]
    [InlineData("tr -d '\\n' <k >out")]
    [InlineData("sed 's/$/\\r/' k >out")]
    [InlineData("base64 k >out")]
    [InlineData("sed -n 2p k | base64 >out")]
    [InlineData("sed 's/$/\\\\n/' k | tr -d '\\n' >out")]
    public async Task Each_line_of_a_key_is_found_alone(string write) => (await FoundAsync(Key, write)).ShouldBe(["KEY"]);

    [Theory]
    [InlineData("sed -n 1p k >out")]
    [InlineData("echo ${#KEY} | gzip >out")]
    public async Task What_is_in_many_files_is_no_secret(string write)
    {
        (await FoundAsync(Key, write)).ShouldBeEmpty();
        log.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("seq 1 100000 | gzip | head -c 1000 >out", "'out'", "")]
    [InlineData("echo a >a; seq 1 100000 | gzip | head -c 1000 >k.gz; tar -cf out a k.gz", "'out!k.gz'", "")]
    [InlineData("seq 1 100000 | xz | head -c 1000 >out", "'out'", "xz says: ")]
    [InlineData("printf 'PK\\003\\004 and no zip' >out", "'out'", "is not a complete zip")]
    [InlineData("cp k out; for n in 1 2 3 4; do gzip -c out >o; mv o out; done", "'out'", "it lies in more than 3 archives")]
    [InlineData("head -c 2000000 /dev/zero | gzip >out", "'out'", "it unpacks to more than 1000000 bytes")]
    public async Task What_could_not_be_searched_to_its_end_is_named(string write, string path, string reason)
    {
        (await FoundAsync(Value, write, new NestedLimits { MaxDepth = 3, MaxBytes = 1_000_000 })).ShouldBeEmpty();

        var line = log.Lines.ShouldHaveSingleItem();
        line.ShouldStartWith($"warning: the output {path} looks like an archive and was not searched for secrets to its end: ");
        line.ShouldContain(reason);
    }

    [Fact]
    public async Task What_comes_before_the_damage_is_searched() =>
        (await FoundAsync(Value, "cp k a; head -c 2000000 /dev/urandom >b; tar -czf t k b; head -c 1000000 t >out")).ShouldBe(["KEY"]);

    /// <summary>Bytes of a container are anybody's: whatever they are, they are searched or named.</summary>
    [Theory]
    [InlineData("tar -czf 1.tgz k; echo x >a; ar rc out.a a 1.tgz; gzip -c out.a >out")]
    [InlineData("tar -cf 1.tar k; python3 -m zipfile -c 1.zip 1.tar; tar -cf out 1.zip k")]
    [InlineData("gzip -c k >k.gz; zstd -qc k.gz >k.zst; ar rc out.a k.zst k.gz; mv out.a out")]
    public async Task Damaged_archives_end_no_run(string pack)
    {
        await FoundAsync("another value", pack);
        var path = Path.Combine(folder.Path, "out");
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var random = new Random(20);
        for (var round = 0; round < 300; round++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(
                path,
                bytes.AsMemory(0, random.Next(4) == 0 ? random.Next(1, bytes.Length) : bytes.Length),
                TestContext.Current.CancellationToken
            );

            (await SearchAsync(Value)).Count.ShouldBeLessThan(2);
        }
    }

    private async Task<IReadOnlyList<string>> FoundAsync(string value, string script, NestedLimits? limits = null)
    {
        var made = Command.Run(folder.Path, ["sh", "-ec", "printf '%s\\n' \"$KEY\" >k; " + script], new Dictionary<string, string?> { ["KEY"] = value });
        made.ExitCode.ShouldBe(0, made.Error);
        return await SearchAsync(value, limits);
    }

    private async Task<IReadOnlyList<string>> SearchAsync(string value, NestedLimits? limits = null)
    {
        var step = new CommandStep("compile/x/1-sh", null, "amd64", ["sh"], new KeyBuilder("compile").Build())
        {
            Environment = new Dictionary<string, string>(),
            Outputs = ["out"],
            After = [],
        };
        var search = new SecretSearch(new Dictionary<string, string> { ["KEY"] = value }, Path.Combine(folder.Path, "search"), name => name, limits);
        try
        {
            await search.CheckAsync(step, [ArchiveEntry.FromFile("out", Path.Combine(folder.Path, "out"), false)], log, TestContext.Current.CancellationToken);
            return [];
        }
        catch (SpringformException error)
        {
            error.ExitCode.ShouldBe(ExitCode.Verification);
            return [.. error.Problems.Select(problem => problem.What.Split(' ')[^1])];
        }
    }
}
