using Springform.Errors;

namespace Springform.Names;

/// <summary>
/// ABI policies as they are written: terms with commas between them, all of which must hold (<c>glibc 2.31, gcc 10</c>). Only the names are here, so
/// that configuration can be checked; what they mean is data of the module Abi, and a test holds the two together.
/// </summary>
internal static class AbiTerms
{
    /// <summary>The oldest macOS that programs must start on; the one term that is not about ELF files.</summary>
    public const string MacOs = "macos";

    private static readonly IReadOnlyDictionary<string, string> Aliases = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["manylinux1"] = "manylinux_2_5",
        ["manylinux2010"] = "manylinux_2_12",
        ["manylinux2014"] = "manylinux_2_17",
    };

    /// <summary>With a version behind them.</summary>
    private static readonly IReadOnlyList<string> Versioned = ["glibc", "gcc", MacOs];

    private static readonly IReadOnlyList<string> Plain = ["static", "musl", .. ManyLinux, "musllinux_1_1", "musllinux_1_2", .. Processors];

    /// <summary>Levels of x86-64 above what every such processor has.</summary>
    public static IReadOnlyList<string> Processors => ["x86-64-v2", "x86-64-v3", "x86-64-v4"];

    /// <summary>
    /// One for each glibc from 2.5 on, oldest first: PEP 600 gives every one of them a meaning, and pip installs what is tagged with it. 2.44 is of August
    /// 2026.
    /// </summary>
    public static IReadOnlyList<string> ManyLinux => [.. Enumerable.Range(5, 40).Select(minor => $"manylinux_2_{minor}")];

    public static IReadOnlyList<string> Names { get; } = [.. Versioned, .. Plain, .. Aliases.Keys];

    /// <summary>The policy says which libraries the systems have, as PEP 600 and PEP 656 do.</summary>
    public static bool ListsLibraries(string text) => Parse(text).Any(term => term.Name.Contains("linux_", StringComparison.Ordinal));

    /// <summary>Of a text that <see cref="Refusal"/> accepts; anything else is a bug.</summary>
    public static IReadOnlyList<AbiTerm> Parse(string text) =>
        [.. text.Split(',').Select(word => Find(word, out var refusal) ?? throw new ArgumentException(refusal.What, nameof(text)))];

    /// <summary>Null when the text is a policy; else what is wrong and what to write instead.</summary>
    public static (string What, string Fix)? Refusal(string text)
    {
        foreach (var word in text.Split(','))
        {
            if (Find(word, out var refusal) is null)
                return refusal;
        }

        return null;
    }

    private static AbiTerm? Find(string written, out (string What, string Fix) refusal)
    {
        var words = written.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words.ElementAtOrDefault(0) ?? "";
        refusal = default;
        if (Versioned.Contains(name))
        {
            if (words.Length == 2 && VersionNumber.Find(words[1]) is { } version)
                return new AbiTerm(name, version);
            refusal = (
                $"the ABI policy {Quoted.Of(written.Trim())} needs one version behind {name}",
                $"write e.g. {name} {(name switch { "gcc" => "12", MacOs => "11.0", _ => "2.31" })}"
            );
            return null;
        }

        if (words.Length == 1 && (Plain.Contains(name) || Aliases.ContainsKey(name)))
            return new AbiTerm(Aliases.GetValueOrDefault(name, name), null);
        var nearest = Nearest.To(written.Trim(), Names) ?? (name.StartsWith("glibc", StringComparison.OrdinalIgnoreCase) ? "glibc 2.31" : null);
        refusal = (
            $"there is no ABI policy {Quoted.Of(written.Trim())}",
            nearest is null ? "use glibc VERSION, gcc VERSION, static, musl, manylinux_2_N, musllinux_1_N or x86-64-vN" : $"did you mean '{nearest}'?"
        );
        return null;
    }
}
