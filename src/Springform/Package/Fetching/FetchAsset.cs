using System.Text.Json.Serialization;
using Springform.Names;

namespace Springform.Package.Fetching;

/// <summary>An archive of a release, for one platform.</summary>
internal sealed record FetchAsset
{
    public required string Name { get; init; }

    /// <summary>As Docker spells it: linux/amd64.</summary>
    public required string Platform { get; init; }

    /// <summary>linux, windows, darwin</summary>
    public required string Os { get; init; }

    /// <summary>amd64, arm64, armv7</summary>
    public required string Arch { get; init; }

    public string? Variant { get; init; }

    /// <summary>The lowest system that it runs on, as CheckAbi saw it: <c>glibc 2.31</c>, <c>musl</c>, <c>static</c>. Null: nothing in it says.</summary>
    public string? Floor { get; init; }

    /// <summary>The level of x86-64 that a processor must have: x86-64-v3. Null: any will do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Processor { get; init; }

    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>The folder that holds all of the archive, which is left out where it is unpacked. Null: none does.</summary>
    public string? Root { get; init; }

    /// <summary>Of all entries of the archive: it never gives more.</summary>
    public required int Entries { get; init; }

    /// <summary>Of all files of the archive, unpacked: it never gives more.</summary>
    public required long UnpackedSize { get; init; }

    /// <summary>What must be there once it is unpacked, sorted by path.</summary>
    public required IReadOnlyList<FetchFile> Files { get; init; }

    /// <summary>The folder of a platform in that of a library: linux_amd64.</summary>
    [JsonIgnore]
    public string Folder => FolderOf(Names.Platform.Of(Platform));

    public static string FolderOf(Platform platform) => $"{platform.Os}_{platform.Arch}";
}

/// <summary>A file that an archive must hold.</summary>
/// <param name="Path">without the archive's root</param>
/// <param name="Sha256">64 hex digits</param>
internal sealed record FetchFile(string Path, long Size, string Sha256);
