using System.Globalization;
using System.Text.RegularExpressions;

namespace Springform.Names;

/// <summary>
/// The Python that a wheel is for: <c>cp311</c>, <c>cp313t</c>, <c>cp39-abi3</c>, <c>cp315-abi3t</c>, <c>cp315-abi3.abi3t</c> or <c>pp39</c>.
/// </summary>
/// <param name="Python">python tag, as PEP 425 spells it</param>
/// <param name="Abi">abi tag</param>
/// <param name="Minor">11 for Python 3.11</param>
internal sealed partial record PythonTag(string Python, string Abi, int Minor)
{
    private const string LimitedApi = "abi3";
    private const string FreeThreadedLimitedApi = "abi3t";

    /// <summary>The first Python with a stable ABI for builds without the global lock: PEP 803.</summary>
    private const int FirstFreeThreadedLimited = 15;

    public bool IsPyPy => Python.StartsWith("pp", StringComparison.Ordinal);

    public bool IsLimitedApi => Abi.StartsWith(LimitedApi, StringComparison.Ordinal);

    private bool IsFreeThreaded => !IsLimitedApi && Abi.EndsWith('t');

    /// <summary>Null for what is no such tag.</summary>
    /// <remarks>PyPy's abi has been pp73 since its release 7.3 (PyPy's documentation, "release v7.3").</remarks>
    public static PythonTag? Parse(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var version = match.Groups["minor"].Value;
        var minor = int.Parse(version, CultureInfo.InvariantCulture);
        var limited = match.Groups["limited"];
        if (limited.Value.EndsWith('t') && minor < FirstFreeThreadedLimited)
        {
            return null;
        }

        return match.Groups["implementation"].Value == "pp"
            ? new PythonTag($"pp3{version}", $"pypy3{version}_pp73", minor)
            : new PythonTag($"cp3{version}", limited.Success ? limited.Value : $"cp3{version}{match.Groups["free"].Value}", minor);
    }

    /// <summary>An interpreter that makes wheels of <paramref name="interpreter"/> can load this one.</summary>
    public bool LoadsIn(PythonTag interpreter) =>
        IsLimitedApi
            ? !interpreter.IsPyPy && interpreter.Minor >= Minor && Abi.Split('.').Contains(interpreter.IsFreeThreaded ? FreeThreadedLimitedApi : LimitedApi)
            : Python == interpreter.Python && (Abi == interpreter.Abi || interpreter.IsLimitedApi);

    /// <summary>cp39-abi3, pp39</summary>
    public override string ToString() =>
        IsLimitedApi ? $"{Python}-{Abi}"
        : IsPyPy ? Python
        : Abi;

    [GeneratedRegex(
        @"^(?:(?<implementation>cp)3(?<minor>[1-9][0-9]?)(?:-(?<limited>abi3(?:\.abi3t)?|abi3t)|(?<free>t))?|(?<implementation>pp)3(?<minor>[1-9][0-9]?))\z"
    )]
    private static partial Regex Pattern();
}
