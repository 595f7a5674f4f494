using System.Globalization;

namespace Springform.Reporting;

/// <summary>A time for people: 0.4 s, 12 s, 3 min 05 s.</summary>
internal static class Elapsed
{
    public static string Of(TimeSpan time) =>
        time.TotalSeconds switch
        {
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
            < 100 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:D2} s"),
        };
}
