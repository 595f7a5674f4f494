using Springform.Files;

namespace Springform.Keys;

/// <summary>A file of the work tree as it was hashed.</summary>
/// <param name="Blob">git's name of the same bytes; null: not asked for</param>
/// <param name="IsPointer">a Git LFS pointer</param>
internal sealed record SourceFile(FileFact Fact, string? Blob, bool IsPointer);
