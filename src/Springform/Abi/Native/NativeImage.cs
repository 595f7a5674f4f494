using Springform.Names;

namespace Springform.Abi.Native;

/// <summary>What a file of another system says of itself.</summary>
/// <param name="Format">PE, COFF, Mach-O</param>
/// <param name="Kind">program, library, object, .NET assembly</param>
/// <param name="RunsOn">one for each part of a universal file; empty: it runs anywhere</param>
internal sealed record NativeImage(string Format, string Kind, IReadOnlyList<NativePlatform> RunsOn);
