namespace Springform.Abi.Native;

/// <summary>A program, library or object that is no ELF file, as it lies in an artifact.</summary>
/// <param name="Path">as <see cref="AbiFile.Path"/></param>
/// <param name="Image">what its bytes say</param>
internal sealed record NativeFile(string Path, NativeImage Image);
