using System.Text;
using Springform.Errors;
using Springform.Names;
using Springform.Package;
using Springform.Plan;

namespace Springform.Tests.Package;

public sealed class LedgerFileTests : IDisposable
{
    private static readonly Artifact Archive = new(
        "a.tgz",
        ArtifactKind.Archive,
        "a.tgz",
        new string('a', 64),
        5,
        "x86_64",
        "package/a.tgz",
        new string('b', 64)
    );
    private static readonly Artifact Sums = new("checksums.txt", ArtifactKind.Checksums, "checksums.txt", new string('c', 64), 7, null, "dist", null);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var ledger = new ArtifactLedger("demo", "1.4.0", new string('3', 40), true, new string('d', 64), [Archive, Sums])
        {
            Passed = ["load/x86_64/bookworm-amd64"],
        };
        folder.File(DistFile.Ledger, Text(ledger));

        var read = LedgerFile.Read(folder.Path)!;

        read.Artifacts.ShouldBe(ledger.Artifacts);
        read.Passed.ShouldBe(ledger.Passed);
        (read with { Artifacts = ledger.Artifacts, Passed = ledger.Passed }).ShouldBe(ledger);
        Golden.Matches(Text(ledger), extension: "json");
    }

    [Fact]
    public void Libraries_that_came_along_are_kept()
    {
        var library = new BundledLibrary("a/lib/libfoo-1a2b3c4d.so.1", "libfoo.so.1", new string('e', 64), "/usr/lib/libfoo.so.1", "libfoo1 1.0-1", null);
        var ledger = new ArtifactLedger("demo", "1.4.0", new string('3', 40), true, new string('d', 64), [Archive with { Bundled = [library] }]);
        folder.File(DistFile.Ledger, Text(ledger));

        LedgerFile.Read(folder.Path)!.Artifacts.ShouldHaveSingleItem().Bundled.ShouldHaveSingleItem().ShouldBe(library);
    }

    [Fact]
    public void No_ledger_is_no_error() => LedgerFile.Read(folder.Path).ShouldBeNull();

    [Theory]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \"../a.tgz\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \"/etc/passwd\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \"x/../../a.tgz\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \"x//a.tgz\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \".\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \"\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \"a\\u0000b\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \"..\\\\a.tgz\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \"artifacts.json\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": \"checksums.txt\"")]
    [InlineData("\"path\": \"a.tgz\"", "\"path\": null")]
    [InlineData("\"path\": \"a.tgz\",", "")]
    [InlineData("\"name\": \"a.tgz\"", "\"name\": \"checksums.txt\"")]
    [InlineData("\"size\": 5", "\"size\": -5")]
    [InlineData("\"size\": 5", "\"size\": 5e99")]
    [InlineData("\"kind\": \"archive\"", "\"kind\": 0")]
    [InlineData("\"kind\": \"archive\"", "\"kind\": \"rumour\"")]
    [InlineData("aaaa\"", "AAAA\"")]
    [InlineData("aaaa\"", "aaa\"")]
    [InlineData("\"project\": \"demo\"", "\"project\": \"demo\", \"project\": \"demo\"")]
    [InlineData("\"project\": \"demo\"", "\"project\": \"demo\", \"colour\": \"red\"")]
    [InlineData("\"passed\": []", "\"passed\": [null]")]
    [InlineData("\"artifacts\": [", "\"artifacts\": [null,")]
    [InlineData("}\n", "")]
    public void What_Springform_would_not_write_is_refused(string written, string altered)
    {
        var text = Text(new ArtifactLedger("demo", "1.4.0", new string('3', 40), false, new string('d', 64), [Archive, Sums]));
        text.ShouldContain(written);
        folder.File(DistFile.Ledger, text.Replace(written, altered, StringComparison.Ordinal));

        var error = Should.Throw<SpringformException>(() => LedgerFile.Read(folder.Path));

        error.Problems.ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.BrokenLedger);
    }

    [Fact]
    public void A_link_in_its_place_is_not_followed()
    {
        var elsewhere = folder.File("elsewhere.json", Text(new ArtifactLedger("demo", "1", "2", false, "3", [])));
        File.CreateSymbolicLink(Path.Combine(folder.Path, DistFile.Ledger), elsewhere);

        Should.Throw<SpringformException>(() => LedgerFile.Read(folder.Path)).Problems[0].Code.ShouldBe(ErrorCode.BrokenLedger);
    }

    private static string Text(ArtifactLedger ledger) => Encoding.UTF8.GetString(LedgerFile.Json(ledger));
}
