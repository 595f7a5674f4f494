using System.Globalization;
using System.Text.RegularExpressions;

namespace Springform.Names;

/// <summary>A semantic version as Python spells it (PEP 440), in the same order as ours.</summary>
internal static partial class Pep440
{
    /// <summary>
    /// 1.4.0-rc.1 is 1.4.0rc1; 1.2.4-dev.3 is 1.2.4.dev3. The third commit after 1.4.0-rc.1 is 1.4.0rc2.dev3: for Python a development
    /// release comes before what it is named after. Labels that Python does not know become 1.4.0.dev0+snapshot.3f2a91c, which no index takes.
    /// </summary>
    /// <param name="version">without build metadata</param>
    public static string Of(string version)
    {
        var dash = version.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return version;
        }

        var release = version[..dash];
        var labels = version[(dash + 1)..].ToLowerInvariant();
        if (Known().Match(labels) is not { Success: true } match)
        {
            return $"{release}.dev0+{Other().Replace(labels, ".").Trim('.')}";
        }

        var isDevelopment = match.Groups["dev"].Success;
        var pre = match.Groups["pre"].Success
            ? Letters(match.Groups["pre"].Value) + (Number(match.Groups["number"]) + (isDevelopment ? 1 : 0)).ToString(CultureInfo.InvariantCulture)
            : "";
        return release + pre + (isDevelopment ? $".dev{Number(match.Groups["count"])}" : "");
    }

    /// <summary>Has a local part, after a plus sign: an index refuses it.</summary>
    public static bool IsLocal(string version) => version.Contains('+', StringComparison.Ordinal);

    private static string Letters(string word) =>
        word switch
        {
            "alpha" or "a" => "a",
            "beta" or "b" => "b",
            _ => "rc",
        };

    private static long Number(Group digits) => digits.Value.Length == 0 ? 0 : long.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(?<pre>alpha|beta|a|b|rc|c|preview|pre)\.?(?<number>[0-9]{0,9}))?(?:(?:^|\.)(?<dev>dev)(?:\.?(?<count>[0-9]{1,9}))?)?\z")]
    private static partial Regex Known();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
