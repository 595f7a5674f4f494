using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ArmCrc32 = System.Runtime.Intrinsics.Arm.Crc32;

namespace Springform.Archives;

/// <summary>
/// The checksum of gzip and zip (RFC 1952 section 8; polynomial 0xEDB88320 reflected): carry-less multiplication on x86,
/// the CRC instructions on ARM, a table elsewhere. The base library keeps its own to itself.
/// </summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index => TableEntry((uint)index))];

    /// <param name="crc">what came before; 0 at the start</param>
    /// <param name="data">the next bytes</param>
    internal static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        var state = ~crc;
        if (Pclmulqdq.IsSupported && data.Length >= 64)
            state = AppendFolded(state, ref data);
        else if (ArmCrc32.Arm64.IsSupported)
            state = AppendArm(state, ref data);

        return ~AppendTable(state, data);
    }

    /// <summary>The path that every machine has; the tests hold the fast ones against it.</summary>
    internal static uint AppendPortable(uint crc, ReadOnlySpan<byte> data) => ~AppendTable(~crc, data);

    private static uint AppendTable(uint state, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            state = Table[(byte)(state ^ value)] ^ (state >> 8);

        return state;
    }

    private static uint AppendArm(uint state, ref ReadOnlySpan<byte> data)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (var word in words)
            state = ArmCrc32.Arm64.ComputeCrc32(state, word);

        data = data[(words.Length * sizeof(ulong))..];
        return state;
    }

    // Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009): four lanes are
    // folded over 64 bytes, then into one; the 16 bytes that remain have the CRC of everything before them.
    // Optimised at once: the loop would otherwise run in the first tier for most of a short process.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint AppendFolded(uint state, ref ReadOnlySpan<byte> data)
    {
        var by64 = Vector128.Create(0x01_5444_2bd4UL, 0x01_c6e4_1596UL);
        var by16 = Vector128.Create(0x01_7519_97d0UL, 0x00_ccaa_009eUL);
        var blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(data);
        var lane0 = blocks[0] ^ Vector128.CreateScalar((ulong)state);
        var (lane1, lane2, lane3) = (blocks[1], blocks[2], blocks[3]);
        var next = 4;
        for (; next + 4 <= blocks.Length; next += 4)
        {
            lane0 = Fold(lane0, by64) ^ blocks[next];
            lane1 = Fold(lane1, by64) ^ blocks[next + 1];
            lane2 = Fold(lane2, by64) ^ blocks[next + 2];
            lane3 = Fold(lane3, by64) ^ blocks[next + 3];
        }

        lane0 = Fold(lane0, by16) ^ lane1;
        lane0 = Fold(lane0, by16) ^ lane2;
        lane0 = Fold(lane0, by16) ^ lane3;
        for (; next < blocks.Length; next++)
            lane0 = Fold(lane0, by16) ^ blocks[next];

        data = data[(blocks.Length * 16)..];
        Span<byte> remainder = stackalloc byte[16];
        lane0.AsByte().CopyTo(remainder);
        return AppendTable(0, remainder);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> constants) =>
        Pclmulqdq.CarrylessMultiply(lane, constants, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, constants, 0x11);

    private static uint TableEntry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ ((value & 1) * 0xEDB88320);

        return value;
    }
}
