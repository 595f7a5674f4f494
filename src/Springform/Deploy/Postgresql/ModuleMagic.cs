using System.Buffers.Binary;

namespace Springform.Deploy.Postgresql;

/// <summary>
/// The block by which a server knows its modules (fmgr.h, PG_MODULE_MAGIC): length, PG_VERSION_NUM / 100, FUNC_MAX_ARGS, INDEX_MAX_KEYS, NAMEDATALEN,
/// FLOAT8PASSBYVAL, and who made the server as 32 bytes. It is found by its own content, so nothing of the library has to run.
/// </summary>
internal static class ModuleMagic
{
    private const int MakerBytes = 32;
    private const int NumberBytes = 24;

    /// <summary>FUNC_MAX_ARGS and INDEX_MAX_KEYS of all servers that were not made specially.</summary>
    private const int MaxArguments = 100;
    private const int MaxKeys = 32;

    private static ReadOnlySpan<byte> Maker => "PostgreSQL\0"u8;

    /// <returns>the major version, e.g. 17; null: it is no module of PostgreSQL 15 or later</returns>
    public static int? Find(ReadOnlySpan<byte> library)
    {
        for (var start = 0; library[start..].IndexOf(Maker) is >= 0 and var at; start += at + 1)
        {
            var maker = start + at;
            if (
                maker < NumberBytes
                || library.Length - maker < MakerBytes
                || library.Slice(maker + Maker.Length, MakerBytes - Maker.Length).IndexOfAnyExcept((byte)0) >= 0
            )
                continue;
            var numbers = library.Slice(maker - NumberBytes, NumberBytes);
            if (Number(numbers, 2) == MaxArguments && Number(numbers, 3) == MaxKeys && Number(numbers, 1) is > 0 and < 10_000 and var version)
                return version / 100;
        }

        return null;
    }

    private static int Number(ReadOnlySpan<byte> numbers, int index) => BinaryPrimitives.ReadInt32LittleEndian(numbers[(index * 4)..]);
}
