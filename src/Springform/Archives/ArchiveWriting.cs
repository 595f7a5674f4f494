using Springform.Archives.Image;
using Springform.Archives.Packages;

namespace Springform.Archives;

/// <summary>What one archive is written with.</summary>
/// <param name="SourceDateEpoch">seconds since 1970, the time of every entry</param>
/// <param name="Threads">that compress; 1 and more</param>
/// <param name="SpoolFolder">on the disk of the archive, for what does not fit into memory</param>
/// <param name="Image">what an image says about itself; null: it is for linux/amd64, and says nothing</param>
/// <param name="System">what a package of a distribution says about itself; such packages need it</param>
internal sealed record ArchiveWriting(long SourceDateEpoch, int Threads, string SpoolFolder, ImageDescription? Image = null, SystemPackage? System = null);
