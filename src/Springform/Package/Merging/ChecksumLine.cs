using System.Text;
using System.Text.RegularExpressions;
using Springform.Errors;

namespace Springform.Package.Merging;

/// <summary>
/// One line of a <see cref="ChecksumList"/>: <c>hash  name</c>, <c>hash *name</c>, <c>hash name</c> (BSD, reversed) or <c>SHA256 (name) = hash</c> (BSD,
/// OpenSSL). A backslash before it says that the name is escaped: sha256sum(1), "Digest output modes" of the coreutils manual.
/// </summary>
internal static partial class ChecksumLine
{
    /// <returns>name and lower-case hash, or what is wrong with the line: "is ..."</returns>
    public static ((string Name, string Hash)? Entry, string Problem) Parse(string line, int digits)
    {
        var text = line.TrimStart(' ', '\t');
        var isEscaped = text.StartsWith('\\');
        text = isEscaped ? text[1..] : text;
        var match = Tagged().Match(text) is { Success: true } tagged ? tagged : Plain().Match(text);
        if (!match.Success)
            return (null, $"is no checksum of a file: {Quoted.Of(line)}");
        var (hash, name) = (match.Groups["hash"].Value.ToLowerInvariant(), match.Groups["name"].Value);
        var algorithm = match.Groups["algorithm"].Value;
        if (hash.Length != digits || (algorithm.Length > 0 && algorithm != Algorithm(digits)))
            return (null, $"has {(algorithm.Length > 0 ? algorithm : "a hash")} of {hash.Length} hex digits, and {Algorithm(digits)} has {digits}");
        if ((isEscaped ? Unescaped(name) : name) is not { } plain || plain.Contains('\0', StringComparison.Ordinal))
            return (null, $"names {Quoted.Of(name)}, which is not escaped as sha256sum does it");
        var relative = Relative(plain);
        return relative is null ? (null, $"names {Quoted.Of(plain)}, which is outside its folder") : ((relative, hash), "");
    }

    private static string Algorithm(int digits) => digits == 64 ? "SHA256" : "MD5";

    /// <summary>./a is a. Null: no path below the folder of the list.</summary>
    private static string? Relative(string name)
    {
        var parts = name.Split('/').Where((part, index) => part != "." && (part.Length > 0 || index == 0)).ToList();
        return parts.Count == 0 || parts[0].Length == 0 || parts.Contains("..") ? null : string.Join('/', parts);
    }

    private static string? Unescaped(string name)
    {
        var text = new StringBuilder();
        for (var index = 0; index < name.Length; index++)
        {
            if (name[index] != '\\')
            {
                text.Append(name[index]);
                continue;
            }

            char? meant =
                ++index < name.Length
                    ? name[index] switch
                    {
                        '\\' => '\\',
                        'n' => '\n',
                        'r' => '\r',
                        _ => null,
                    }
                    : null;
            if (meant is null)
                return null;
            text.Append(meant);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^(?<hash>[0-9A-Fa-f]{32,})[ \t][ *]?(?<name>.+)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Plain();

    [GeneratedRegex(
        @"^(?<algorithm>[A-Z][A-Z0-9-]*) ?\((?<name>.+)\)[ \t]*=[ \t]*(?<hash>[0-9A-Fa-f]{32,})\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline
    )]
    private static partial Regex Tagged();
}
