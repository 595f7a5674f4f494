using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Springform.Abi.Loading;

namespace Springform.Tests.Abi.Loading;

/// <summary>What is started and what is loaded, told from bytes.</summary>
public sealed class ElfHeaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_program_of_the_system_is_an_executable_and_a_library_a_shared_object()
    {
        ElfHeader.KindOf("/bin/true").ShouldBe(ElfKind.Executable);
        ElfHeader.KindOf(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libclrjit.so")).ShouldBe(ElfKind.SharedObject);
    }

    [Theory]
    [InlineData(1, 0u, 0ul, ElfKind.None)] // an object
    [InlineData(2, 0u, 0ul, ElfKind.Executable)] // a static program
    [InlineData(3, 0u, 0ul, ElfKind.SharedObject)]
    [InlineData(3, 3u, 0ul, ElfKind.Executable)] // an interpreter
    [InlineData(3, 2u, 0x08000000ul, ElfKind.Executable)] // static-pie: DF_1_PIE and no interpreter
    [InlineData(3, 2u, 0x00000001ul, ElfKind.SharedObject)] // DF_1_NOW alone
    [InlineData(4, 0u, 0ul, ElfKind.None)] // a core
    public void The_type_the_interpreter_and_the_flag_pie_decide(int type, uint segment, ulong flags, ElfKind expected)
    {
        foreach (var bigEndian in new[] { false, true })
            ElfHeader.KindOf(Write(Elf(type, segment, flags, bigEndian))).ShouldBe(expected);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_contradicts_itself_is_no_bug()
    {
        var whole = Elf(3, 2, 0x08000000, bigEndian: false);
        for (var length = 0; length < whole.Length; length++)
            ElfHeader.KindOf(Write(whole[..length])).ShouldBeOneOf(ElfKind.None, ElfKind.SharedObject, ElfKind.Executable);
        for (var index = 4; index < whole.Length; index++)
        {
            var broken = whole.ToArray();
            broken[index] = 0xff;
            Should.NotThrow(() => ElfHeader.KindOf(Write(broken)));
        }
    }

    [Fact]
    public void What_is_no_elf_file_is_neither() => ElfHeader.KindOf(Write([.. new byte[100]])).ShouldBe(ElfKind.None);

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(folder.Path, "file");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A 64 bit file: header, one program header, a dynamic section of one entry.</summary>
    private static byte[] Elf(int type, uint segment, ulong flags, bool bigEndian)
    {
        var file = new byte[64 + 56 + 16];
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5]) = (2, (byte)(bigEndian ? 2 : 1));
        Half(16, (ushort)type);
        Wide(32, 64);
        Half(54, 56);
        Half(56, 1);
        Word(64, segment);
        Wide(64 + 8, 64 + 56);
        Wide(64 + 32, 16);
        Wide(64 + 56, 0x6ffffffb);
        Wide(64 + 64, flags);
        return file;

        void Half(int at, ushort value) => Put(at, 2, value);
        void Word(int at, uint value) => Put(at, 4, value);
        void Wide(int at, ulong value) => Put(at, 8, value);
        void Put(int at, int size, ulong value)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            var part = bytes[..size];
            if (bigEndian)
                part.Reverse();
            part.CopyTo(file.AsSpan(at));
        }
    }
}
