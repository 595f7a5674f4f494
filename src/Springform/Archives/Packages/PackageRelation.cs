using System.Text.RegularExpressions;

namespace Springform.Archives.Packages;

/// <summary>Another package that a package depends on or conflicts with: a name, and perhaps a comparison with a version.</summary>
/// <param name="Name">libssl3; for rpm also a file or a symbol version: libc.so.6(GLIBC_2.28)(64bit)</param>
/// <param name="Comparison">&lt;, &lt;=, =, &gt;=, &gt;; null with <paramref name="Version"/></param>
/// <param name="Version">null: any</param>
internal sealed partial record PackageRelation(string Name, string? Comparison, string? Version)
{
    /// <summary>As springform.yaml has it: <c>libssl3 >= 3.0.0</c>.</summary>
    public string Text => Version is null ? Name : $"{Name} {Comparison} {Version}";

    /// <summary>As a field of deb-control(5) has it: strictly earlier and later are written twice.</summary>
    public string DebText => Version is null ? Name : $"{Name} ({Comparison switch { "<" => "<<", ">" => ">>", _ => Comparison }} {Version})";

    /// <summary>Null for what is none.</summary>
    public static PackageRelation? Parse(string text)
    {
        var match = Form().Match(text);
        return !match.Success ? null
            : match.Groups[2].Success ? new PackageRelation(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)
            : new PackageRelation(match.Groups[1].Value, null, null);
    }

    [GeneratedRegex(@"^([A-Za-z0-9/][A-Za-z0-9+._/():-]{0,254})(?: (<|<=|=|>=|>) ([A-Za-z0-9][A-Za-z0-9.+~:^-]{0,127}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
