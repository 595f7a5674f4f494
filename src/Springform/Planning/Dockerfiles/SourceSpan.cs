namespace Springform.Planning.Dockerfiles;

/// <summary>A part of a file's text.</summary>
/// <param name="End">behind its last character</param>
internal readonly record struct SourceSpan(int Start, int End);
