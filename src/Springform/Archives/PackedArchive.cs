namespace Springform.Archives;

/// <summary>What was written, hashed in the same pass.</summary>
/// <param name="Path">where it lies; null when it went into a stream</param>
/// <param name="SizeBytes">of the compressed file</param>
/// <param name="Md5">32 hexadecimal digits, lower case, as <c>md5sum</c> prints them</param>
/// <param name="Sha256">64 hexadecimal digits, lower case</param>
internal sealed record PackedArchive(string? Path, long SizeBytes, string Md5, string Sha256);
