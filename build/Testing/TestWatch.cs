using System.Globalization;
using System.Text.RegularExpressions;

namespace Build.Testing;

/// <summary>
/// Finds the test that does not end, by the lines that xunit.v3 prints of tests that take long ("[Long Running Test] 'NAME', Elapsed: 00:12:34").
/// </summary>
internal sealed partial class TestWatch(TimeSpan limit)
{
    /// <summary>The first test that ran longer than the limit; null: none did.</summary>
    public string? Overdue { get; private set; }

    /// <summary>True from the line on that says that a test ran longer than the limit.</summary>
    public bool IsOver(string line)
    {
        if (LongRunning().Match(line) is { Success: true } match && TimeSpan.Parse(match.Groups["elapsed"].Value, CultureInfo.InvariantCulture) > limit)
            Overdue ??= match.Groups["test"].Value;
        return Overdue is not null;
    }

    [GeneratedRegex(@"\[Long Running Test\] '(?<test>.+)', Elapsed: (?<elapsed>[0-9.]*\d\d:\d\d:\d\d)")]
    private static partial Regex LongRunning();
}
