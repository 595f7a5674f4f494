namespace Springform.Files;

/// <summary>One input file as its key sees it.</summary>
/// <param name="Path">relative to the project, forward slashes</param>
/// <param name="Kind">file, executable or symbolic link</param>
/// <param name="Sha256">of the content; of the link's text for a link</param>
public sealed record FileFact(string Path, FileKind Kind, string Sha256, long SizeBytes);

public enum FileKind
{
    Regular,
    Executable,
    Link,
}
