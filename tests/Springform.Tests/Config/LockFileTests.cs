using System.Text;
using Springform.Config;
using Springform.Errors;
using Springform.Names;

namespace Springform.Tests.Config;

public sealed class LockFileTests
{
    private static readonly string First = "sha256:" + new string('1', 64);
    private static readonly string Second = "sha256:" + new string('2', 64);

    private static LockFile Sample =>
        new(
            new Dictionary<string, LockedImage>
            {
                ["localhost:5000/example:1"] = new()
                {
                    Platforms = new Dictionary<string, string> { ["linux/arm64"] = Second, ["linux/amd64"] = First },
                },
                ["debian:bookworm"] = new() { Digest = First },
            }
        );

    [Fact]
    public void What_is_written_is_sorted_and_read_back()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, LockFile.FileName);

        Sample.Write(path);
        Sample.Write(path);

        Golden.Matches(File.ReadAllText(path));
        var read = LockFile.Read(path);
        read.ToText().ShouldBe(Sample.ToText());
        read.Images["debian:bookworm"].DigestOf(Platform.Of("linux/riscv64")).ShouldBe(First);
        read.Images["localhost:5000/example:1"].DigestOf(Platform.Of("linux/arm64")).ShouldBe(Second);
        read.Images["localhost:5000/example:1"].DigestOf(Platform.Of("linux/386")).ShouldBeNull();
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void No_file_pins_nothing()
    {
        LockFile.Read("/nowhere/springform.lock").Images.ShouldBeEmpty();
        LockFile.Parse(Encoding.UTF8.GetBytes(LockFile.Empty.ToText()), "springform.lock").Images.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_stays_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "occupied");
        folder.File("occupied/file", "");

        Should.Throw<SpringformException>(() => Sample.Write(path)).Problems.ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.WrongFileKind);

        Directory.GetFiles(folder.Path).ShouldBeEmpty();
        File.Exists(Path.Combine(path, "file")).ShouldBeTrue();
    }

    [Fact]
    public void What_is_wrong_is_explained() =>
        Golden.Matches(
            string.Join(
                "\n",
                new[]
                {
                    "",
                    "images: [a]",
                    "pins: {}",
                    "images: {}\nmore: 1",
                    "images:\n  \"debian:bookworm\": sha256:12\n  \"debian:trixie\":\n  \"a\": {linux/x86_64: sha256:34}",
                    $"images:\n  a: {First}\n  a: {Second}",
                    "<<<<<<< HEAD\nimages:\n",
                }.Select(text => $"{string.Concat(text.Split('\n').Select(line => $"| {line}\n"))}{Answer(text)}")
            )
        );

    private static string Answer(string text) =>
        string.Concat(
            Should.Throw<SpringformException>(() => LockFile.Parse(Encoding.UTF8.GetBytes(text), "springform.lock")).Problems.Select(problem => problem + "\n")
        );
}
