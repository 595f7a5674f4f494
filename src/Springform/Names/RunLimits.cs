using System.Globalization;
using System.Text.RegularExpressions;

namespace Springform.Names;

/// <summary>What a command may take before it is ended. In no key: it changes whether there is a result, never which one.</summary>
/// <param name="Timeout">zero: none</param>
/// <param name="MemoryBytes">of its container, swap included; null: what the engine has</param>
/// <param name="Pids">processes and threads of its container at once; null: what the engine allows</param>
internal sealed partial record RunLimits(TimeSpan Timeout, long? MemoryBytes = null, int? Pids = null)
{
    /// <summary>The least that docker takes.</summary>
    public const long LeastMemoryBytes = 6 << 20;

    public const int LongestHours = 24 * 7;

    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(60);

    public static RunLimits Default { get; } = new(DefaultTimeout);

    /// <param name="timeout">its own, valid; null: none</param>
    public RunLimits With(string? timeout) => timeout is null ? this : this with { Timeout = ParseTimeout(timeout)!.Value };

    /// <summary>90s, 15m, 1h, 1h30m; 0: none. Null when it is no duration of at most a week.</summary>
    public static TimeSpan? ParseTimeout(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        var match = DurationText().Match(text);
        if (!match.Success || text.Length == 0)
            return null;
        var seconds = (Number(match, "h") * 3600) + (Number(match, "m") * 60) + Number(match, "s");
        return seconds is 0 or > LongestHours * 3600L ? null : TimeSpan.FromSeconds(seconds);
    }

    /// <summary>512MB, 4GB (of 1000), 512MiB, 4GiB (of 1024). Null when it is no size of at least <see cref="LeastMemoryBytes"/>.</summary>
    public static long? ParseMemory(string text)
    {
        var match = SizeText().Match(text);
        if (!match.Success)
            return null;
        var unit = match.Groups["unit"].Value switch
        {
            "MB" => 1_000_000L,
            "GB" => 1_000_000_000L,
            "MiB" => 1L << 20,
            _ => 1L << 30,
        };
        var bytes = Number(match, "number") * unit;
        return bytes < LeastMemoryBytes ? null : bytes;
    }

    /// <summary>As people say it: 90 s, 15 min, 1 h 30 min.</summary>
    public static string Words(TimeSpan time)
    {
        string[] parts =
        [
            time.TotalHours >= 1 ? $"{Math.Floor(time.TotalHours)} h" : "",
            time.Minutes > 0 ? $"{time.Minutes} min" : "",
            time.Seconds > 0 ? $"{time.Seconds} s" : "",
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static long Number(Match match, string group) =>
        match.Groups[group].Success ? long.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^((?<h>[0-9]{1,6})h)?((?<m>[0-9]{1,6})m)?((?<s>[0-9]{1,6})s)?\z")]
    private static partial Regex DurationText();

    [GeneratedRegex(@"^(?<number>[0-9]{1,6})(?<unit>MB|GB|MiB|GiB)\z")]
    private static partial Regex SizeText();
}
