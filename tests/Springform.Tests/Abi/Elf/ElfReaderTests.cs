using Springform.Abi.Elf;

namespace Springform.Tests.Abi.Elf;

/// <summary>
/// Every fact is read in every class and byte order, without section headers; a file that contradicts itself is told, and nothing else happens.
/// </summary>
public sealed class ElfReaderTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void All_facts_are_read(bool is64, bool bigEndian)
    {
        var file = Read(Sample(is64, bigEndian));

        file.Bits.ShouldBe(is64 ? 64 : 32);
        file.BigEndian.ShouldBe(bigEndian);
        file.Kind.ShouldBe(ElfKind.SharedObject);
        file.Soname.ShouldBe("libfoo.so.1");
        file.Runpath.ShouldBe("$ORIGIN/../lib");
        file.Needed.ShouldBe(["libc.so.6", "libz.so.1"]);
        file.Needs.ShouldBe([
            new("libc.so.6", "GLIBC_2.38", false),
            new("libc.so.6", "GLIBC_2.2.5", false),
            new("libc.so.6", "GLIBC_ABI_DT_RELR", false),
            new("libc.so.6", "GLIBC_2.40", true),
        ]);
        file.Imports.ShouldBe([
            new("__isoc23_strtol", "GLIBC_2.38", "libc.so.6", false),
            new("free", "GLIBC_2.2.5", "libc.so.6", false),
            new("plain", null, null, false),
        ]);
        file.Stack.ShouldBe(StackMark.Executable);
        file.TextRelocations.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Symbols_that_others_can_use_are_read_when_somebody_asks(bool is64, bool bigEndian)
    {
        var bytes = new SyntheticElf
        {
            Is64 = is64,
            BigEndian = bigEndian,
            Needed = ["libc.so.6"],
            Imports = ["free@GLIBC_2.2.5"],
            Exports = [("foo_open", 0), ("foo_inside", 2), ("foo_internal", 1), ("foo_close", 3)],
        }.Bytes();

        ElfReader.Read(new MemorySource(bytes), withExports: true).Exports.ShouldBe(["foo_open", "foo_close"]);
        ElfReader.Read(new MemorySource(bytes)).Exports.ShouldBeEmpty();
        ElfReader.Read(new MemorySource(bytes), withExports: true).Imports.ShouldHaveSingleItem().Symbol.ShouldBe("free");
    }

    [Theory]
    [InlineData(2, null, null, 0ul, nameof(ElfKind.StaticExecutable))]
    [InlineData(2, "/lib64/ld-linux-x86-64.so.2", null, 0ul, nameof(ElfKind.Executable))]
    [InlineData(3, null, null, 0ul, nameof(ElfKind.SharedObject))]
    [InlineData(3, null, null, 0x08000000ul, nameof(ElfKind.StaticPieExecutable))] // DF_1_PIE and no interpreter
    [InlineData(3, null, null, 0x00000001ul, nameof(ElfKind.SharedObject))] // DF_1_NOW alone
    [InlineData(3, "/lib64/ld-linux-x86-64.so.2", null, 0ul, nameof(ElfKind.Executable))]
    [InlineData(3, "/lib64/ld-linux-x86-64.so.2", "libc.so.6", 0ul, nameof(ElfKind.SharedObject))] // a library that can be started, like libc itself
    [InlineData(4, null, null, 0ul, nameof(ElfKind.Core))]
    public void Type_interpreter_and_flags_decide_what_it_is(int type, string? interpreter, string? soname, ulong flags, string expected)
    {
        foreach (var bigEndian in new[] { false, true })
            Read(
                new SyntheticElf
                {
                    Type = (ushort)type,
                    Interpreter = interpreter,
                    Soname = soname,
                    BigEndian = bigEndian,
                    FurtherEntries = [(0x6FFFFFFB, flags)],
                }.Bytes()
            )
                .Kind.ToString()
                .ShouldBe(expected);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_told()
    {
        var whole = Sample(is64: true, bigEndian: false);

        for (var length = 0; length < whole.Length; length++)
            Should.Throw<MalformedException>(() => Read(whole[..length])).Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_byte_may_be_anything()
    {
        foreach (var (is64, bigEndian) in new[] { (true, false), (false, true) })
        {
            var whole = Sample(is64, bigEndian);
            for (var index = 0; index < whole.Length; index++)
            {
                foreach (var value in new byte[] { 0, 0x7F, 0x80, 0xFF })
                {
                    var broken = whole.ToArray();
                    broken[index] = value;
                    ReadOrRefuse(broken);
                }
            }
        }
    }

    [Fact]
    public void Programs_and_libraries_of_this_machine_are_read()
    {
        ElfReader.Read("/bin/true").Interpreter.ShouldNotBeNull();
        ElfReader
            .Read(typeof(object).Assembly.Location.Replace("System.Private.CoreLib.dll", "libclrjit.so", StringComparison.Ordinal))
            .Kind.ShouldBe(ElfKind.SharedObject);
    }

    private static byte[] Sample(bool is64, bool bigEndian) =>
        new SyntheticElf
        {
            Is64 = is64,
            BigEndian = bigEndian,
            Soname = "libfoo.so.1",
            Runpath = "$ORIGIN/../lib",
            Needed = ["libc.so.6", "libz.so.1"],
            Imports = ["__isoc23_strtol@GLIBC_2.38", "free@GLIBC_2.2.5", "plain"],
            FurtherVersions = [("GLIBC_ABI_DT_RELR", false), ("GLIBC_2.40", true)],
            StackFlags = 7,
            FurtherEntries = [(22, 0)],
        }.Bytes();

    private static ElfFile Read(byte[] bytes)
    {
        using var source = new MemorySource(bytes);
        return ElfReader.Read(source);
    }

    private static void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (MalformedException)
        {
            // What is refused is refused with this and nothing else.
        }
    }
}
