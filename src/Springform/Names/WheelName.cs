using System.Text.RegularExpressions;

namespace Springform.Names;

/// <summary>
/// A wheel's file name, <c>autobahn_nvx-1.4.0-cp311-cp311-manylinux_2_36_x86_64.whl</c> (binary distribution format, "File name convention").
/// </summary>
/// <param name="Distribution">normalised: lower case, one <c>_</c> for each run of <c>-_.</c></param>
/// <param name="Version">as PEP 440 spells it</param>
/// <param name="Python">python tag; several with dots between</param>
/// <param name="Abi">abi tag</param>
/// <param name="Platform">platform tag</param>
internal sealed partial record WheelName(string Distribution, string Version, string Python, string Abi, string Platform)
{
    /// <summary>A name in the form that file names and comparisons use.</summary>
    public static string Normal(string distribution) => Separators().Replace(distribution, "_").ToLowerInvariant();

    /// <summary>Null for what is no wheel's name. A build number is dropped.</summary>
    public static WheelName? Parse(string fileName)
    {
        var parts = fileName.EndsWith(".whl", StringComparison.Ordinal) ? fileName[..^4].Split('-') : [];
        return parts.Length is 5 or 6 && parts.All(part => part.Length > 0) ? new WheelName(Normal(parts[0]), parts[1], parts[^3], parts[^2], parts[^1]) : null;
    }

    public override string ToString() => $"{Distribution}-{Version}-{Python}-{Abi}-{Platform}.whl";

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Separators();
}
