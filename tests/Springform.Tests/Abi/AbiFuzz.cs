using System.Buffers.Binary;
using System.Diagnostics;
using Springform.Abi;
using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Abi.Walking;
using Springform.Names;
using Springform.Tests.Abi.Native;

namespace Springform.Tests.Abi;

/// <summary>
/// Damages ELF, PE, Mach-O, ar, tar, gzip, zstd and zip files at random and has them read. An input is its number: the same number is the same bytes, so what
/// is found can be looked at again. Used by a test for a short while, and by the benchmarks' command <c>fuzz</c> a million times.
/// </summary>
internal sealed class AbiFuzz
{
    private static readonly ulong[] Interesting =
    [
        0,
        1,
        0x7F,
        0x80,
        0xFF,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x7FFFFFFF,
        0x80000000,
        0xFFFFFFFF,
        long.MaxValue,
        1UL << 63,
        ulong.MaxValue,
    ];

    private readonly List<byte[]> seeds = Seeds();

    /// <summary>Bytes that the worst input made the runtime allocate.</summary>
    public long MostAllocated { get; private set; }

    public TimeSpan Slowest { get; private set; }

    /// <summary>Inputs that were read to their end without a complaint.</summary>
    public int Accepted { get; private set; }

    /// <summary>Null when the input was read or refused; else what went wrong, with its number.</summary>
    public string? Try(int number)
    {
        var input = Input(number);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            using var source = new MemorySource(input);
            var walker = new Walker("input", new WalkBudget(new AbiLimits(), CancellationToken.None), program => "/nonexistent/" + program, AbiFiles.Of);
            walker.Examine("", source, null, 0);
            _ = AbiFloor.Of(walker.Contents.Files);
            _ = new AbiPolicy("manylinux_2_28, glibc 2.31, gcc 10, static")
            {
                Platforms = [new NativePlatform("linux", "x86_64")],
                PlatformName = "linux/amd64",
            }.Check(walker.Contents);
            _ = new AbiPolicy("macos 11.0").Check(walker.Contents);
            Accepted += walker.Contents.Unreadable.Count == 0 ? 1 : 0;
        }
        catch (BudgetException)
        {
            // Too much to read is an answer.
        }
#pragma warning disable CA1031 // whatever it is, it is what is looked for
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return $"input {number} ({input.Length} bytes): {failure}";
        }

        Slowest = clock.Elapsed > Slowest ? clock.Elapsed : Slowest;
        MostAllocated = Math.Max(MostAllocated, GC.GetAllocatedBytesForCurrentThread() - allocated);
        return null;
    }

    /// <summary>The bytes of an input.</summary>
    public byte[] Input(int number)
    {
        var random = new Random(number);
        var bytes = seeds[number % seeds.Count].ToArray();
        for (var changes = random.Next(1, 12); changes > 0; changes--)
            bytes = Changed(bytes, random);
        return bytes;
    }

    private static byte[] Changed(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
            return [0];
        var at = random.Next(bytes.Length);
        switch (random.Next(12))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
            case 2:
                var end = Math.Min(bytes.Length, at + random.Next(256));
                return [.. bytes[..end], .. bytes[at..]];
            case 3 or 4 or 5:
                Overwrite(bytes, at & ~3, Interesting[random.Next(Interesting.Length)], 1 << random.Next(4), random.Next(2) == 0);
                return bytes;
            case 6:
                Overwrite(bytes, at & ~3, (ulong)random.Next(bytes.Length * 2), 1 << random.Next(1, 4), random.Next(2) == 0);
                return bytes;
            default:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }

    private static void Overwrite(byte[] bytes, int at, ulong value, int size, bool bigEndian)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        var part = number[..size];
        if (bigEndian)
            part.Reverse();
        part[..Math.Min(size, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
    }

    private static List<byte[]> Seeds()
    {
        List<byte[]> elves =
        [
            .. from is64 in new[] { true, false }
            from bigEndian in new[] { true, false }
            select new SyntheticElf
            {
                Is64 = is64,
                BigEndian = bigEndian,
                Soname = "libfoo.so.1",
                Interpreter = "/lib64/ld-linux-x86-64.so.2",
                Needed = ["libc.so.6", "libstdc++.so.6"],
                Imports = ["__isoc23_strtol@GLIBC_2.38", "free@GLIBC_2.2.5", "plain"],
                FurtherVersions = [("GLIBCXX_3.4.30", false), ("GLIBC_2.40", true)],
            }.Bytes(),
            File.ReadAllBytes("/bin/true"),
        ];
        var small = elves[0];
        return
        [
            .. elves,
            NativeBytes.Pe(0x8664, cliFlags: 1, isReadyToRun: true),
            NativeBytes.Pe(0x014C, is64: false, isLibrary: true),
            NativeBytes.Mach(0x0100000C),
            NativeBytes.Pe(0x8664, imports: ["KERNEL32.dll", "libgcc_s_seh-1.dll"], delayed: ["USER32.dll"]),
            NativeBytes.Mach(0x0100000C, 6, minimum: 0x000B0000, libraries: ["/usr/lib/libSystem.B.dylib", "@rpath/libx.dylib"], name: "@rpath/liby.dylib"),
            NativeBytes.Universal((0x01000007, NativeBytes.Mach(0x01000007)), (0x0100000C, NativeBytes.Mach(0x0100000C))),
            ArchiveBytes.Ar(("a.obj/", NativeBytes.Coff(0x8664)), ("b.dll/", NativeBytes.Import(0x8664))),
            ArchiveBytes.Ar(("a.o/", small), ("a_name_that_is_long_enough.o/", elves[1])),
            (byte[])
                [
                    .. "!<thin>\n//                                              12        `\nobj/bar.o/\n\n"u8,
                    .. "/0                                              1000      `\n"u8,
                ],
            ArchiveBytes.Tar(("lib/libfoo.so", small), ("inner.zip", ArchiveBytes.Zip(("x.so", elves[2])))),
            ArchiveBytes.Gzip(ArchiveBytes.Tar(("lib/libfoo.so", small))),
            ArchiveBytes.Zip(("a/_b.so", small), ("inner.tgz", ArchiveBytes.Gzip(ArchiveBytes.Tar(("x.so", elves[3]))))),
            ArchiveBytes.Deb(("usr/lib/libdeb.so", small)),
            ArchiveBytes.Tar(("x.tar", ArchiveBytes.Tar(("y.a", ArchiveBytes.Ar(("z.o/", small)))))),
            ArchiveBytes.Zstd(ArchiveBytes.Tar(("lib/libfoo.so", small), ("inner.zst", ArchiveBytes.Zstd(elves[1])))),
        ];
    }
}
