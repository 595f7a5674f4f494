using System.Globalization;

namespace Springform.Reporting;

/// <summary>Bytes for people: 812 B, 4.3 KB, 12.0 MB (powers of 1000).</summary>
internal static class SizeText
{
    private static readonly IReadOnlyList<(double Unit, string Name)> Units = [(1e9, "GB"), (1e6, "MB"), (1e3, "KB")];

    public static string Of(long bytes)
    {
        var (unit, name) = Units.FirstOrDefault(candidate => bytes >= candidate.Unit, (1, "B"));
        return unit == 1 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{bytes / unit:F1} {name}");
    }
}
