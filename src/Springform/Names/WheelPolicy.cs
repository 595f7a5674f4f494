using System.Globalization;
using System.Text.RegularExpressions;

namespace Springform.Names;

/// <summary>What a wheel promises of the systems that it loads on: <c>manylinux_2_31</c>, <c>manylinux2014</c>, <c>musllinux_1_2</c>.</summary>
/// <param name="Name">as PEP 600 and PEP 656 spell it</param>
/// <param name="Library">glibc or musl</param>
/// <param name="Floor">the oldest version of that library</param>
internal sealed partial record WheelPolicy(string Name, string Library, Version Floor)
{
    /// <summary>Null for what is no such policy; <c>linux</c> is none, since it promises nothing.</summary>
    public static WheelPolicy? Parse(string name)
    {
        if (name == "manylinux2014")
        {
            return new WheelPolicy(name, "glibc", new Version(2, 17));
        }

        return Pattern().Match(name) is { Success: true } match
            ? new WheelPolicy(name, match.Groups["family"].Value == "musllinux" ? "musl" : "glibc", new Version(Number(match, "major"), Number(match, "minor")))
            : null;
    }

    /// <summary>manylinux_2_31_x86_64</summary>
    public string TagFor(Platform platform) => $"{Name}_{platform.Kernel}";

    /// <summary>What holds for this policy also holds on a system of the other one.</summary>
    public bool HoldsOn(WheelPolicy other) => Library == other.Library && Floor <= other.Floor;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<family>manylinux|musllinux)_(?<major>[1-9])_(?<minor>0|[1-9][0-9]{0,2})\z")]
    private static partial Regex Pattern();
}
