namespace Springform.Archives;

/// <summary>Shows each file of an archive with its content, which is valid during the call.</summary>
/// <param name="input">the archive from its beginning, left open</param>
/// <param name="guard">decides about each file, and makes the errors</param>
/// <param name="limits">those of the guard</param>
internal delegate void ItemReader(Stream input, EntryGuard guard, ArchiveLimits limits, Action<ArchivedItem, Stream> visit);
