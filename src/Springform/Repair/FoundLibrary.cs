using Springform.Abi.Elf;

namespace Springform.Repair;

/// <summary>A shared library of the builder, copied out of it.</summary>
/// <param name="Name">its file name there, which is what was asked for</param>
/// <param name="Origin">its path there</param>
/// <param name="HostPath">the copy</param>
/// <param name="Sha256">64 hex digits</param>
internal sealed record FoundLibrary(string Name, string Origin, string HostPath, string Sha256, ElfFile Elf)
{
    private const int HashDigits = 8;

    /// <summary>Name and version of the builder's package that it is of; null: of none.</summary>
    public string? Package { get; init; }

    /// <summary>The source of that package; null when it is not known.</summary>
    public string? Source { get; init; }

    /// <summary>A copy of that package's licence; null when the builder has none.</summary>
    public string? LicencePath { get; init; }

    public string Folder => ArchiveTree.FolderOf(Origin);

    /// <summary>libdeflate.so.0 -> libdeflate-1a2b3c4d.so.0: by its bytes, so that no other copy in a process is taken for it.</summary>
    public string NewName
    {
        get
        {
            var so = Name.IndexOf(".so", StringComparison.Ordinal);
            var end = so < 0 ? Name.Length : so;
            return $"{Name[..end]}-{Sha256[..HashDigits]}{Name[end..]}";
        }
    }
}
