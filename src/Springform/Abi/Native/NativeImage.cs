using Springform.Names;

namespace Springform.Abi.Native;

/// <summary>What a file of another system says of itself.</summary>
/// <param name="Format">PE, COFF, Mach-O</param>
/// <param name="Kind">program, library, object, .NET assembly</param>
/// <param name="RunsOn">one for each part of a universal file; empty: it runs anywhere</param>
internal sealed record NativeImage(string Format, string Kind, IReadOnlyList<NativePlatform> RunsOn)
{
    /// <summary>What it needs of the system or of what comes along, of all parts: KERNEL32.dll, /usr/lib/libSystem.B.dylib.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>Of a library for macOS: what others need it as.</summary>
    public string? Name { get; init; }

    /// <summary>The oldest macOS that each part starts on, where it says so.</summary>
    public IReadOnlyList<(NativePlatform Platform, VersionNumber Version)> MinimumOs { get; init; } = [];

    /// <summary>One for each part, with the system's version where it is known: <c>aarch64 macOS 11.0</c>.</summary>
    public IEnumerable<string> Words =>
        RunsOn.Select(platform =>
            string.Join(' ', new[] { platform.Words, $"{MinimumOs.FirstOrDefault(part => part.Platform == platform).Version}" }).TrimEnd()
        );
}
