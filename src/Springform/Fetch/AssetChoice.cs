using Springform.Errors;
using Springform.Names;
using Springform.Package.Fetching;

namespace Springform.Fetch;

/// <summary>
/// The archive of a release that fits a machine, by what CheckAbi proved of it: the highest floor that the machine meets, else one that needs nothing.
/// </summary>
/// <param name="Why">for people</param>
internal sealed record AssetChoice(FetchAsset Asset, string Why)
{
    private const string Glibc = "glibc ";

    /// <param name="variant">null: the one without</param>
    /// <param name="place">of the index, for messages</param>
    /// <exception cref="SpringformException">E322 naming the nearest</exception>
    public static AssetChoice Of(IReadOnlyList<FetchAsset> assets, FetchMachine machine, string? variant, string library, string place)
    {
        var own = assets.Where(asset => asset.Platform == machine.Platform.Docker).ToList();
        if (own.Count == 0)
            throw Nothing($"{library} has no archive for {machine.Platform}", place, $"it is made for {List(assets.Select(asset => asset.Platform))}");
        var wanted = own.Where(asset => asset.Variant == variant).ToList();
        if (wanted.Count == 0)
            throw Nothing(
                $"{library} has no archive for {machine.Platform} {(variant is null ? "without a variant" : $"of the variant {variant}")}",
                place,
                $"set variant: to one of {List(own.Select(asset => asset.Variant ?? "(none)"))}"
            );
        var fitting = wanted.Where(asset => Fits(asset.Floor, machine) && FitsProcessor(asset.Processor, machine)).ToList();
        if (fitting.Count == 0)
        {
            var nearest = wanted.OrderBy(asset => FloorOf(asset.Floor) is null).ThenBy(asset => FloorOf(asset.Floor)).First();
            throw Nothing(
                $"{library} has no archive that runs on {machine.Words}: the nearest, {nearest.Name}, needs {Needs(nearest)}",
                place,
                "build it from source (--origin=source), or use a newer system"
            );
        }

        // A machine that is only named may be the oldest one.
        var ordered = fitting
            .OrderBy(asset => FloorOf(asset.Floor) is null ? 1 : 0)
            .ThenByDescending(asset => FloorOf(asset.Floor))
            .ThenByDescending(asset => asset.Processor, StringComparer.Ordinal)
            .ThenBy(asset => asset.Name, StringComparer.Ordinal)
            .ToList();
        var chosen = machine.IsGiven
            ? ordered
                .OrderBy(asset => asset.Processor, StringComparer.Ordinal)
                .ThenBy(asset => asset.Floor is "static" or null ? 0 : 1)
                .ThenBy(asset => FloorOf(asset.Floor))
                .First()
            : ordered[0];
        return new AssetChoice(chosen, Reason(chosen, machine));
    }

    private static bool Fits(string? floor, FetchMachine machine) =>
        floor switch
        {
            null or "static" => true,
            _ when machine.IsGiven => true,
            "musl" => machine.IsMusl,
            _ => FloorOf(floor) is { } needed && machine.Glibc is { } there && needed.CompareTo(there) <= 0,
        };

    private static bool FitsProcessor(string? level, FetchMachine machine) =>
        level is null || machine.IsGiven || string.CompareOrdinal(level, machine.Processor) <= 0;

    private static string Needs(FetchAsset asset) => string.Join(", ", new[] { asset.Floor, asset.Processor }.OfType<string>());

    private static VersionNumber? FloorOf(string? floor) =>
        floor?.StartsWith(Glibc, StringComparison.Ordinal) == true ? VersionNumber.Find(floor[Glibc.Length..]) : null;

    private static string Reason(FetchAsset asset, FetchMachine machine) =>
        asset.Floor switch
        {
            null => $"for {machine.Platform}",
            "static" => $"for {machine.Platform}, linked statically",
            var floor when machine.IsGiven => $"for {machine.Platform}, needs {floor}; --platform says nothing of its C library",
            var floor => $"needs {floor}, and this machine has {(machine.Glibc is { } version ? $"glibc {version}" : "musl")}",
        };

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static SpringformException Nothing(string what, string where, string fix) => new(new Problem(ErrorCode.NothingFits, what, where, fix));
}
