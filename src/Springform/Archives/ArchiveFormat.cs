namespace Springform.Archives;

/// <summary>
/// One row of <see cref="ArchiveFormats"/>: what files of the format are called, how they are recognised, read and written. It packs many files into one, or
/// compresses one.
/// </summary>
internal sealed class ArchiveFormat(string name)
{
    /// <summary>As messages call it: tar.gz.</summary>
    public string Name { get; } = name;

    /// <summary>What names of archives end in, the usual one first; upper and lower case are alike. Empty: no name asks for it.</summary>
    public IReadOnlyList<string> Endings { get; init; } = [];

    /// <summary>The ending of one compressed file that is no archive (.gz); null when there is none.</summary>
    public string? CompressedEnding { get; init; }

    /// <summary>As IANA has registered it (2026-11); null: it is not said.</summary>
    public string? MediaType { get; init; }

    /// <summary>springform.yaml may ask for it, where it has endings. Wheels are made under a key of their own.</summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>
    /// Whether a file begins as files of this format do; null when another row recognises it. It is given <see cref="ArchiveFormats.HeadBytes"/>, or the whole
    /// file.
    /// </summary>
    internal HeadTest? Begins { get; init; }

    /// <summary>Reads an archive of many files; null when there is one file in it.</summary>
    internal ItemReader? Items { get; init; }

    /// <summary>Its list of files lies at the end and is held in memory: it is read from a stream that can seek.</summary>
    internal bool HasDirectory { get; init; }

    /// <summary>Each file lies in it byte for byte, so that who has read the archive has seen them.</summary>
    internal bool IsStored { get; init; }

    /// <summary>Unpacks the one file in it, from a stream that is left open; null when there are many. The function finds a program by its name.</summary>
    internal Func<Stream, Func<string, string>, Stream>? Content { get; init; }

    /// <summary>Writes it; null: it is read only, and only where archives of others are looked into.</summary>
    internal ArchiveWriter? Write { get; init; }

    public override string ToString() => Name;

    internal bool Names(string fileName) => Endings.Any(ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
