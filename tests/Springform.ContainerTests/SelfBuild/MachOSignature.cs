using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Springform.ContainerTests.SelfBuild;

/// <summary>
/// The code signature of a Mach-O file of 64 bits: macOS on arm64 starts no program without one. Sources: mach-o/loader.h (LC_CODE_SIGNATURE) and cs_blobs.h of
/// Apple's public xnu headers: a SuperBlob holds a CodeDirectory, which holds a hash of each page of the file.
/// </summary>
/// <param name="IsAdHoc">signed by nobody: hashes alone</param>
/// <param name="BadPages">pages whose content is not what their hash says</param>
internal sealed record MachOSignature(uint CpuType, uint FileType, bool IsAdHoc, int Pages, IReadOnlyList<int> BadPages)
{
    public const uint Arm64 = 0x0100000C;
    public const uint X64 = 0x01000007;
    public const uint Executable = 2;

    private const uint Magic = 0xFEEDFACF;
    private const uint CodeSignature = 0x1D;
    private const uint SuperBlob = 0xFADE0CC0;
    private const uint CodeDirectory = 0xFADE0C02;
    private const uint AdHoc = 2;

    /// <summary>Null: the file has no signature.</summary>
    public static MachOSignature? Read(byte[] file)
    {
        Little(file, 0).ShouldBe(Magic, "it is no Mach-O file of 64 bits");
        var at = 32;
        for (var command = 0; command < Little(file, 16); command++, at += (int)Little(file, at + 4))
        {
            if (Little(file, at) == CodeSignature)
                return Of(file, (int)Little(file, at + 8));
        }

        return null;
    }

    private static MachOSignature Of(byte[] file, int blob)
    {
        Big(file, blob).ShouldBe(SuperBlob);
        var directory = Enumerable
            .Range(0, (int)Big(file, blob + 8))
            .Select(index => blob + (int)Big(file, blob + 12 + 8 * index + 4))
            .First(at => Big(file, at) == CodeDirectory);
        var (hashes, pages, limit) = (directory + (int)Big(file, directory + 16), (int)Big(file, directory + 28), (int)Big(file, directory + 32));
        var (hashBytes, hashType, page) = (file[directory + 36], file[directory + 37], 1 << file[directory + 39]);
        (hashBytes, hashType).ShouldBe(((byte)32, (byte)2), "its pages are hashed by SHA-256");
        var bad = Enumerable
            .Range(0, pages)
            .Where(index =>
                !SHA256.HashData(file.AsSpan(index * page, Math.Min(page, limit - index * page))).AsSpan().SequenceEqual(file.AsSpan(hashes + index * 32, 32))
            );
        return new MachOSignature(Little(file, 4), Little(file, 12), (Big(file, directory + 12) & AdHoc) != 0, pages, [.. bad]);
    }

    private static uint Little(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private static uint Big(byte[] file, int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
}
