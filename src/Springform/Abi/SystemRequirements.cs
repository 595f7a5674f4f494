using Springform.Abi.Policies;
using Springform.Archives;
using Springform.Archives.Packages;
using Springform.Archives.Tar;
using Springform.Files;

namespace Springform.Abi;

/// <summary>
/// What a system package needs of the system's C library: read from its programs and libraries as the check of their ABI reads them, and never by hand.
/// </summary>
/// <param name="scratch">a folder with room for the package's files</param>
internal sealed class SystemRequirements(string scratch)
{
    /// <summary>The package with a dependency on glibc before its own: <c>libc6 (>= 2.28)</c>, <c>libc.so.6(GLIBC_2.28)(64bit)</c>.</summary>
    public SystemPackage AddTo(SystemPackage package, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellation)
    {
        Directory.CreateDirectory(scratch);
        var path = AtomicFile.PartialName(Path.Combine(scratch, "tree.tar"));
        try
        {
            using (var file = File.Create(path))
                TarArchive.Write(entries, file, sourceDateEpoch: 0, cancellation);
            var files = new AbiReader().Read(path, cancellation).Files;
            return AbiFloor.Of(files) is { Library: CLibrary.Glibc } floor
                ? package with
                {
                    Depends = [Glibc(package.Format, floor, files.Any(file => file.Elf.Bits == 64)), .. package.Depends],
                }
                : package;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static PackageRelation Glibc(SystemPackageFormat format, AbiFloor floor, bool is64) =>
        format switch
        {
            SystemPackageFormat.Deb => new PackageRelation("libc6", floor.Glibc is null ? null : ">=", floor.Glibc?.ToString()),
            SystemPackageFormat.Rpm => new PackageRelation(
                $"libc.so.6({(floor.Glibc is null ? "" : $"GLIBC_{floor.Glibc}")}){(is64 ? "(64bit)" : "")}",
                null,
                null
            ),
            _ => throw new ArgumentException($"{format} has no name for glibc", nameof(format)),
        };
}
