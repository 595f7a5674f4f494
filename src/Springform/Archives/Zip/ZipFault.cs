namespace Springform.Archives.Zip;

/// <summary>Something that a zip's records say wrongly, twice or needlessly; see <see cref="ZipFraming"/>.</summary>
/// <param name="What">goes on after "the archive": <c>has a data descriptor behind 'a'</c></param>
internal sealed record ZipFault(ZipFaultKind Kind, string What);

/// <summary>
/// What kind of fault a zip's framing has. All but <see cref="Needless"/> make two readers see two archives, and package indexes refuse them.
/// </summary>
internal enum ZipFaultKind
{
    /// <summary>A record is cut off or cannot be; nothing behind it was looked at.</summary>
    Malformed,

    /// <summary>Sizes and checksum come after the content and not before it.</summary>
    DataDescriptor,

    /// <summary>The two headers of an entry, or the end record and what it counts, say different things.</summary>
    Mismatch,

    /// <summary>A name comes twice.</summary>
    Duplicate,

    /// <summary>A name with control characters, that is not UTF-8, or not marked as such.</summary>
    Name,

    /// <summary>Bytes before, between or behind the records that no record accounts for, comments among them.</summary>
    Unclaimed,

    /// <summary>Right, but said without need: ZIP64 where all numbers fit, a UTF-8 mark on ASCII, other extra fields.</summary>
    Needless,
}
