using System.Buffers.Binary;

namespace Springform.Archives.Zip;

/// <summary>Fills the fields of one record of a zip, one after the other, least significant byte first.</summary>
internal ref struct ZipFields(Span<byte> record)
{
    private Span<byte> rest = record;

    /// <summary>The value that says "look into the ZIP64 field" cannot itself stand in the short one.</summary>
    internal static bool IsLarge(long value) => value >= uint.MaxValue;

    internal static uint Clip(long value) => IsLarge(value) ? uint.MaxValue : (uint)value;

    internal void Short(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(rest, value);
        rest = rest[sizeof(ushort)..];
    }

    internal void Int(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(rest, value);
        rest = rest[sizeof(uint)..];
    }

    internal void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(rest, value);
        rest = rest[sizeof(long)..];
    }
}
