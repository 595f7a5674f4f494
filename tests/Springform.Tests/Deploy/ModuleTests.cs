using System.Buffers.Binary;
using System.Text;
using Springform.Config;
using Springform.Deploy;
using Springform.Deploy.Postgresql;
using Springform.Errors;

namespace Springform.Tests.Deploy;

/// <summary>What is known of an extension from its files alone.</summary>
public sealed class ModuleTests
{
    [Fact]
    public void A_module_says_which_server_it_is_made_for()
    {
        ModuleMagic.Find([.. "...PostgreSQL\0..."u8, .. Magic(1700), 1, 2]).ShouldBe(17);
        ModuleMagic.Find(Magic(1600)).ShouldBe(16);
    }

    [Fact]
    public void A_library_without_the_block_is_no_module()
    {
        ModuleMagic.Find("PostgreSQL\0"u8).ShouldBeNull();
        ModuleMagic.Find(new byte[200]).ShouldBeNull();
        ModuleMagic.Find(Magic(1700).AsSpan(4)).ShouldBeNull();
        ModuleMagic.Find(Magic(1700).AsSpan(0, 40)).ShouldBeNull();
    }

    [Theory]
    [InlineData("1.0'; DROP TABLE kept; --")]
    [InlineData("1.0 ")]
    [InlineData("")]
    public void What_a_control_file_says_becomes_part_of_no_statement_unless_it_is_a_version(string version)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("springform-test-").FullName, "tiny.control");
        File.WriteAllText(path, $"default_version = \"{version}\"\n".Replace('"', '\''));

        var refused = Should.Throw<SpringformException>(() =>
            ExtensionVersion.Wanted(new PostgresqlConfig { Extension = "tiny" }, [new DeployFile("/x/tiny.control", path, "", "0644", "0:0")])
        );

        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.InvalidValue);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData("default_version = '1.1'\nrelocatable = true", "1.1")]
    [InlineData("comment = 'x'\n# default_version = '1.0'\ndefault_version='0.8.0' # now", "0.8.0")]
    [InlineData("comment = 'x'", null)]
    public void The_control_file_says_which_version_it_is(string control, string? version) => ExtensionVersion.DefaultOf(control).ShouldBe(version);

    [Theory]
    [InlineData("1.1", "1.0", true)]
    [InlineData("1.10", "1.9", true)]
    [InlineData("1.0", "1.0", false)]
    [InlineData("1.0", "1.1", false)]
    [InlineData("next", "1.0", false)]
    public void A_downgrade_is_seen_by_numbers(string installed, string wanted, bool isDowngrade) =>
        ExtensionVersion.IsDowngrade(installed, wanted).ShouldBe(isDowngrade);

    [Theory]
    [InlineData("x86_64\nglibc 2.41\n", "glibc 2.41")]
    [InlineData("aarch64\nldd (Debian GLIBC 2.36-9+deb12u7) 2.36\n", "glibc 2.36")]
    [InlineData("x86_64\nldd (GNU libc) 2.34\nCopyright\n", "glibc 2.34")]
    [InlineData("x86_64\nmusl libc (x86_64)\nVersion 1.2.5\n", "musl")]
    [InlineData("x86_64\nsh: ldd: not found\n", null)]
    public void The_container_tells_its_C_library(string answer, string? library) => LibcGate.LibraryOf(answer).ShouldBe(library);

    [Theory]
    [InlineData("0644", "0:0", true)]
    [InlineData("0644", "root", true)]
    [InlineData("0644", "root:root", true)]
    [InlineData("0755", "0:0", false)]
    [InlineData("0644", "postgres", false)]
    public void A_file_is_unchanged_when_content_mode_and_owner_are(string mode, string owner, bool isSame) =>
        new FileState("aa", "644", ["0:0", "root:root"]).IsSameAs(new DeployFile("/a", "", "aa", mode, owner)).ShouldBe(isSame);

    [Fact]
    public void A_library_that_the_server_loads_at_its_start_is_known_by_any_spelling()
    {
        var library = new DeployFile("/lib/tiny.so", "", "", "0644", "0:0");

        Facts("pg_stat_statements, tiny").IsPreloaded(library).ShouldBeTrue();
        Facts("\"$libdir/tiny.so\"").IsPreloaded(library).ShouldBeTrue();
        Facts("tiny_more").IsPreloaded(library).ShouldBeFalse();
        Facts("").IsPreloaded(library).ShouldBeFalse();
    }

    [Fact]
    public void The_indexes_of_an_extension_are_read_one_by_one() => Facts("").Indexes.ShouldBe(["public.a", "public.\"b c\""]);

    private static ServerFacts Facts(string preloaded) =>
        ServerFacts.Parse(string.Join(ServerFacts.Separator, "17.6", "170006", preloaded, "/bin", "/lib", "/share", "", "public.a\u001epublic.\"b c\"") + "\n");

    // fmgr.h of PostgreSQL 17, on a machine of 64 bits and little endian.
    private static byte[] Magic(int version)
    {
        var block = new byte[56];
        foreach (var (index, number) in new[] { 56, version, 100, 32, 64, 1 }.Index())
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(index * 4), number);
        Encoding.ASCII.GetBytes("PostgreSQL").CopyTo(block, 24);
        return block;
    }
}
