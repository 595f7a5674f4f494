using System.Text.RegularExpressions;

namespace Springform.Names;

/// <summary>Platform tags of wheels that PyPI takes (its legacy.py, 2026-08-21).</summary>
internal static partial class PlatformTags
{
    private static readonly HashSet<string> Fixed = new(StringComparer.Ordinal)
    {
        "any",
        "win32",
        "win_arm64",
        "win_amd64",
        "win_ia64",
        "manylinux1_x86_64",
        "manylinux1_i686",
        "manylinux2010_x86_64",
        "manylinux2010_i686",
        "manylinux2014_x86_64",
        "manylinux2014_i686",
        "manylinux2014_aarch64",
        "manylinux2014_armv7l",
        "manylinux2014_ppc64",
        "manylinux2014_ppc64le",
        "manylinux2014_s390x",
        "linux_armv6l",
        "linux_armv7l",
    };

    public static bool IsTaken(string tag) => Fixed.Contains(tag) || Numbered().IsMatch(tag);

    [GeneratedRegex(
        """
            ^(?:
              manylinux_\d+_\d+_(?:x86_64|i686|aarch64|armv7l|ppc64le|s390x|riscv64|ppc64)
            | musllinux_\d+_\d+_(?:x86_64|i686|aarch64|armv7l|ppc64le|s390x|riscv64)
            | macosx_(?:10_\d+|(?:11|12|13|14|15|26)_0)_(?:ppc64|ppc|i386|x86_64|arm64|intel|fat3|fat64|fat|universal2|universal)
            | ios_\d+_\d+_(?:arm64|x86_64)_(?:iphoneos|iphonesimulator)
            | android_\d+_(?:armeabi_v7a|arm64_v8a|x86_64|x86)
            | pyemscripten_\d+_\d+_wasm32
            )\z
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Numbered();
}
