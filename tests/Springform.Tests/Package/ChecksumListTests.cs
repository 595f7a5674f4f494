using System.Diagnostics;
using System.Text;
using Springform.Package.Merging;

namespace Springform.Tests.Package;

/// <summary>Lists of SHA-256 are read as the real sha256sum reads them.</summary>
public sealed class ChecksumListTests : IDisposable
{
    private const string Content = "made elsewhere\n";

    private readonly TemporaryFolder folder = new();

    private readonly string hash;

    public ChecksumListTests()
    {
        folder.File("a.zip", Content);
        folder.File("b\\c.zip", Content);
        hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Content)));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("HASH  a.zip\n", "a.zip")]
    [InlineData("HASH *a.zip\n", "a.zip")]
    [InlineData("HASH  ./a.zip\n", "a.zip")]
    [InlineData("HASH *.//./a.zip\n", "a.zip")]
    [InlineData("HASH a.zip\n", "a.zip")]
    [InlineData("HASH\ta.zip\n", "a.zip")]
    [InlineData(" \tHASH  a.zip\n", "a.zip")]
    [InlineData("HASH  a.zip", "a.zip")]
    [InlineData("HASH  a.zip\r\n", "a.zip")]
    [InlineData("UPPER  a.zip\r\n", "a.zip")]
    [InlineData("# made by hand\nHASH  a.zip\n", "a.zip")]
    [InlineData("HASH  a.zip\nUPPER *./a.zip\n", "a.zip")]
    [InlineData("SHA256 (a.zip) = HASH\n", "a.zip")]
    [InlineData("SHA256 (./a.zip) = UPPER\r\n", "a.zip")]
    [InlineData("SHA256(a.zip)= HASH\n", "a.zip")]
    [InlineData("\\HASH  b\\\\c.zip\n", "b\\c.zip")]
    [InlineData("\\SHA256 (b\\\\c.zip) = HASH\n", "b\\c.zip")]
    [InlineData("HASH  b\\c.zip\n", "b\\c.zip")]
    public void What_sha256sum_takes_is_taken(string text, string name)
    {
        var path = folder.File("SUMS", Filled(text));

        var list = ChecksumList.Read(path);

        list.Problem.ShouldBeNull();
        list.Hashes.ShouldBe(new Dictionary<string, string> { [name] = hash });
        Sha256Sum().ShouldBe(0);
    }

    [Theory]
    [InlineData("", "it lists no file")]
    [InlineData("# nothing\n", "it lists no file")]
    [InlineData("\uFEFFHASH  a.zip\n", "it begins with a byte order mark, which sha256sum does not read: write it as UTF-8 without one")]
    [InlineData("HASH  a.zip\nhello\n", "line 2 is no checksum of a file: 'hello'")]
    [InlineData("sha256 (a.zip) = HASH\n", "line 1 is no checksum of a file: 'sha256 (a.zip) = ")]
    [InlineData("SHA512 (a.zip) = HASHHASH\n", "line 1 has SHA512 of 128 hex digits, and SHA256 has 64")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e  a.zip\n", "line 1 has a hash of 32 hex digits, and SHA256 has 64")]
    [InlineData("MD5 (a.zip) = d41d8cd98f00b204e9800998ecf8427e\n", "line 1 has MD5 of 32 hex digits, and SHA256 has 64")]
    [InlineData("\\HASH  a\\tb\n", "line 1 names 'a\\tb', which is not escaped as sha256sum does it")]
    [InlineData("HASH  ../a.zip\n", "line 1 names '../a.zip', which is outside its folder")]
    [InlineData("HASH  /tmp/a.zip\n", "line 1 names '/tmp/a.zip', which is outside its folder")]
    [InlineData("HASH  a.zip\nOTHER  ./a.zip\n", "line 2 gives 'a.zip' another hash than a line before it")]
    public void What_it_does_not_take_is_one_problem_that_names_the_line(string text, string problem)
    {
        var list = ChecksumList.Read(folder.File("SUMS", Filled(text)));

        list.Problem.ShouldNotBeNull().ShouldStartWith(problem);
        list.Hashes.ShouldBeEmpty();
        Sha256Sum().ShouldNotBe(0);
    }

    [Fact]
    public void A_list_of_Windows_PowerShell_is_told_as_such()
    {
        var path = Path.Combine(folder.Path, "SUMS");
        File.WriteAllText(path, Filled("HASH  a.zip\r\n"), Encoding.Unicode);

        ChecksumList.Read(path).Problem.ShouldNotBeNull().ShouldStartWith("it begins with a byte order mark");
        ChecksumList.Read(folder.Path).Problem.ShouldBe("it is not a plain file");
        ChecksumList.Read(Path.Combine(folder.Path, "none")).Problem.ShouldBe("it is missing");
    }

    private string Filled(string text) =>
        text.Replace("HASH", hash, StringComparison.Ordinal)
            .Replace("UPPER", hash.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("OTHER", new string('a', 64), StringComparison.Ordinal);

    private int Sha256Sum()
    {
        using var check = Process.Start(
            new ProcessStartInfo("sha256sum", ["--check", "--strict", "SUMS"])
            {
                WorkingDirectory = folder.Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        check.WaitForExit();
        return check.ExitCode;
    }
}
