namespace Springform.Archives;

/// <summary>Writes an archive. The same entries and time give the same bytes on every machine and with every number of threads.</summary>
/// <param name="entries">in any order</param>
/// <param name="output">left open</param>
internal delegate void ArchiveWriter(IReadOnlyList<ArchiveEntry> entries, Stream output, ArchiveWriting how, CancellationToken cancellation);
