using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>Projects in C and C++ whose build system can install into a folder: what it installs is shipped.</summary>
internal static partial class CDrafts
{
    /// <summary>Where everything that is installed lies, and how it is shipped.</summary>
    public static readonly IReadOnlyList<string> Installed = ["out/**"];

    public static readonly IReadOnlyList<string> Shipped = ["{from: \"out/usr/**\", to: ./}"];

    /// <summary>Any of them brings a C compiler.</summary>
    public static readonly IReadOnlyList<string> CompilerTools = ["gcc", "g++", "clang", "build-essential"];

    public static Draft? OfCMake(Repository repository)
    {
        var text = repository.Text("CMakeLists.txt");
        return text.Length == 0
            ? null
            : new Draft
            {
                From = "CMakeLists.txt",
                Name = NameIn(CMakeProject(), text),
                Packages = ["cmake", "make", "g++"],
                Tools = ["cmake"],
                Run =
                    "cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR=lib"
                    + (IsEither(text) ? " -DBUILD_SHARED_LIBS=ON" : "")
                    + $" -DBUILD_TESTING=OFF{string.Concat(NotShipped().Matches(text).Select(match => $" -D{match.Groups["name"].Value}=OFF"))}"
                    + " && cmake --build build -j\"$(nproc)\" && DESTDIR=\"$PWD/out\" cmake --install build",
                Outputs = Installed,
                Files = Shipped,
                Notes =
                [
                    .. IsEither(text) ? (string[])["Libraries are built shared and loaded in a bare base; static ones alone need smoke: {skip: REASON}."] : [],
                    .. InstallRule().IsMatch(text) ? (string[])[] : ["CMakeLists.txt has no install(): ship files from build/ instead, or add the rule."],
                ],
            };
    }

    public static Draft? OfMeson(Repository repository)
    {
        var text = repository.Text("meson.build");
        return text.Length == 0
            ? null
            : new Draft
            {
                From = "meson.build",
                Name = NameIn(MesonProject(), text),
                Packages = ["meson", "ninja-build", "g++"],
                Tools = ["meson"],
                Run =
                    "meson setup build --prefix=/usr --libdir=lib --buildtype=release"
                    + " && meson compile -C build && DESTDIR=\"$PWD/out\" meson install -C build --no-rebuild",
                Outputs = Installed,
                Files = Shipped,
            };
    }

    public static Draft? OfAutotools(Repository repository)
    {
        var ready = repository.Has("configure");
        var text = repository.Text("configure.ac");
        if (!ready && text.Length == 0)
            return null;
        return new Draft
        {
            From = ready ? "configure" : "configure.ac",
            Name = NameIn(AutoconfProject(), text),
            Packages = ready ? ["make", "g++"] : ["autoconf", "automake", "libtool", "pkgconf", "make", "g++"],
            Tools = ready ? CompilerTools : ["autoconf"],
            Run =
                (ready ? "" : "autoreconf -fi && ") + "./configure --prefix=/usr --libdir=/usr/lib && make -j\"$(nproc)\" && make install DESTDIR=\"$PWD/out\"",
            Outputs = Installed,
            Files = Shipped,
        };
    }

    /// <summary>Whether libraries are shared or static is for whoever builds them: static is CMake's default.</summary>
    private static bool IsEither(string text) => text.Contains("BUILD_SHARED_LIBS", StringComparison.Ordinal) || Either().IsMatch(text);

    private static string? NameIn(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex("^[ \\t]*project[ \\t]*\\([ \\t\\r\\n]*\"?(?<name>[A-Za-z0-9._-]+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex CMakeProject();

    [GeneratedRegex(
        "^[ \\t]*add_library[ \\t]*\\([ \\t\\r\\n]*[^\\s)]+(?>[ \\t\\r\\n]+)(?!(?:STATIC|SHARED|MODULE|OBJECT|INTERFACE|UNKNOWN|IMPORTED|ALIAS)\\b)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase
    )]
    private static partial Regex Either();

    /// <summary>Its options to build tests and benchmarks, which often need submodules or a network.</summary>
    [GeneratedRegex(
        "^[ \\t]*option[ \\t]*\\([ \\t\\r\\n]*(?<name>[A-Z0-9_]*BUILD_(?:TESTS?|BENCHMARKS?))[ \\t\\r\\n]",
        RegexOptions.Multiline | RegexOptions.IgnoreCase
    )]
    private static partial Regex NotShipped();

    [GeneratedRegex("\\binstall[ \\t]*\\(|\\badd_subdirectory[ \\t]*\\(", RegexOptions.IgnoreCase)]
    private static partial Regex InstallRule();

    [GeneratedRegex("\\bproject[ \\t]*\\([ \\t\\r\\n]*'(?<name>[A-Za-z0-9._-]+)'")]
    private static partial Regex MesonProject();

    [GeneratedRegex("\\bAC_INIT[ \\t]*\\([ \\t\\r\\n]*\\[?(?<name>[A-Za-z0-9._-]+)")]
    private static partial Regex AutoconfProject();
}
