using System.Text.Json;
using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary>The tables in Abi/Data, each of which names its source and date.</summary>
internal sealed class PolicyData
{
    private static readonly Lazy<PolicyData> Once = new(() => new PolicyData());

    private readonly JsonElement glibc = Load("glibc");
    private readonly JsonElement gcc = Load("gcc");

    private PolicyData()
    {
        Marks = Versions(glibc.GetProperty("marks"));
        ReservedSymbols = glibc
            .GetProperty("symbols")
            .EnumerateObject()
            .SelectMany(version => version.Value.EnumerateArray().Select(symbol => (Name: symbol.GetString()!, Version: VersionNumber.Of(version.Name))))
            .ToDictionary(symbol => symbol.Name, symbol => symbol.Version, StringComparer.Ordinal);
        GccReleases = gcc.EnumerateObject()
            .Where(table => table.Value.ValueKind == JsonValueKind.Object)
            .ToDictionary(
                table => table.Name,
                table =>
                    (IReadOnlyList<(VersionNumber, VersionNumber)>)
                        [.. table.Value.EnumerateObject().Select(entry => (VersionNumber.Of(entry.Name), VersionNumber.Of(entry.Value.GetString()!)))],
                StringComparer.Ordinal
            );
        var manylinux = Load("manylinux");
        ManyLinux = ManyLinuxPolicy.ReadAll(manylinux);
        Forbidden = manylinux
            .GetProperty("forbidden")
            .EnumerateObject()
            .ToDictionary(
                library => library.Name,
                library =>
                    (IReadOnlyDictionary<string, VersionNumber?>)
                        library
                            .Value.EnumerateObject()
                            .SelectMany(group => Texts(group.Value).Select(symbol => (symbol, Until: VersionNumber.Find(group.Name))))
                            .ToDictionary(entry => entry.symbol, entry => entry.Until, StringComparer.Ordinal),
                StringComparer.Ordinal
            );
        var musl = Load("musllinux");
        MuslLibraries = Texts(musl.GetProperty("libraries"));
        MuslLinux = Texts(musl.GetProperty("policies"));
        WindowsLibraries = Texts(Load("windows").GetProperty("libraries"));
        MacLibraries = Texts(Load("macos").GetProperty("libraries"));
        StableAbi = Load("stable-abi")
            .GetProperty("symbols")
            .EnumerateObject()
            .SelectMany(version => version.Value.EnumerateArray().Select(symbol => (Name: symbol.GetString()!, Version: VersionNumber.Of(version.Name))))
            .ToDictionary(symbol => symbol.Name, symbol => symbol.Version, StringComparer.Ordinal);
        NeverBundled =
        [
            .. Load("never-bundled")
                .GetProperty("libraries")
                .EnumerateObject()
                .SelectMany(group => Texts(group.Value).Select(pattern => (pattern, group.Name))),
        ];
    }

    public static PolicyData Current => Once.Value;

    /// <summary>GLIBC_ABI_DT_RELR and the like by what follows GLIBC_: since which glibc.</summary>
    public IReadOnlyDictionary<string, VersionNumber> Marks { get; }

    /// <summary>Symbols with names that only the C library may define, and since when it does; those older than 2.18 are left out.</summary>
    public IReadOnlyDictionary<string, VersionNumber> ReservedSymbols { get; }

    /// <summary>By namespace: version, and the first GCC with it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(VersionNumber Version, VersionNumber Gcc)>> GccReleases { get; }

    public IReadOnlyDictionary<string, ManyLinuxPolicy> ManyLinux { get; }

    /// <summary>Symbols of CPython's stable ABI, and the version that added each.</summary>
    public IReadOnlyDictionary<string, VersionNumber> StableAbi { get; }

    /// <summary>
    /// By library: symbols of its own that no other file may use under a policy of manylinux, and the glibc from which on it may; null: never.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, VersionNumber?>> Forbidden { get; }

    public IReadOnlyList<string> MuslLinux { get; }

    public IReadOnlyList<string> MuslLibraries { get; }

    /// <summary>Names and globs of the libraries that every Windows has.</summary>
    public IReadOnlyList<string> WindowsLibraries { get; }

    /// <summary>Paths and globs of the libraries that every macOS has.</summary>
    public IReadOnlyList<string> MacLibraries { get; }

    /// <summary>Globs of libraries that are the system's whatever a policy allows, each with what they are.</summary>
    public IReadOnlyList<(string Pattern, string Kind)> NeverBundled { get; }

    internal static IReadOnlyDictionary<string, VersionNumber> Versions(JsonElement map) =>
        map.EnumerateObject().ToDictionary(entry => entry.Name, entry => VersionNumber.Of(entry.Value.GetString()!), StringComparer.Ordinal);

    internal static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static JsonElement Load(string name)
    {
        using var stream = typeof(PolicyData).Assembly.GetManifestResourceStream($"Abi.{name}.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
