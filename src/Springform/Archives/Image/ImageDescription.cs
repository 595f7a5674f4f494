using System.Globalization;

namespace Springform.Archives.Image;

/// <summary>What an image says about itself. The same description and layers give the same image id on every machine.</summary>
/// <param name="Architecture">as Go and Docker spell it: <c>amd64</c>, <c>arm64</c></param>
internal sealed record ImageDescription(string Architecture)
{
    /// <summary>As RFC 3339 has it, in UTC.</summary>
    public static string Time(long epoch) => DateTimeOffset.FromUnixTimeSeconds(epoch).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public string Os { get; init; } = "linux";

    /// <summary><c>v8</c> for arm64, <c>v7</c> for arm; null where the architecture has none.</summary>
    public string? Variant { get; init; }

    /// <summary>As Docker spells it: linux/amd64, linux/arm/v7.</summary>
    public string Platform => $"{Os}/{Architecture}{(Variant is null ? "" : $"/{Variant}")}";

    /// <summary><c>NAME=value</c>, in the order given.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>The command of a container that is given none; empty for none.</summary>
    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>Written sorted by key.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Seconds since 1970: what <c>docker images</c> shows as created.</summary>
    public long SourceDateEpoch { get; init; }
}
