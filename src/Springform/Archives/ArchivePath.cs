using System.Text;
using Springform.Names;

namespace Springform.Archives;

/// <summary>The one rule for names in archives, written and read: what we write, we can read back.</summary>
internal static class ArchivePath
{
    /// <summary>The longest name of one path segment on the common file systems, in bytes of UTF-8.</summary>
    private const int MaxSegmentBytes = 255;

    /// <summary>Refuses what is not UTF-8 instead of replacing it: two names must never become one.</summary>
    internal static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Drops <c>.</c> segments and doubled or trailing slashes; "" is the root itself (<c>./</c>).
    /// Null when the name is not safe, with the reason.
    /// </summary>
    internal static string? Normalise(string raw, int maxBytes, out string reason)
    {
        reason = Refusal(raw, maxBytes);
        if (reason.Length > 0)
            return null;

        var segments = raw.Split('/').Where(segment => segment is not ("" or ".")).ToArray();
        if (segments.Contains(".."))
            reason = "leaves the archive with '..'";
        else if (Array.Exists(segments, segment => Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes))
            reason = $"has a segment of more than {MaxSegmentBytes} bytes";
        else
            return string.Join('/', segments);

        return null;
    }

    /// <summary>
    /// Null when a symlink at <paramref name="path"/> stays inside; else the reason. <c>..</c> may only stand at the front, where it
    /// counts real directories: <c>a/b/..</c> would leave when <c>b</c> is itself a link, so it is refused.
    /// </summary>
    internal static string? LinkRefusal(string path, string target, int maxBytes)
    {
        if (target.Length == 0)
            return "is a link to nothing";

        var reason = Refusal(target, maxBytes);
        if (reason.Length > 0)
            return $"is a link to a name that {reason}";

        var segments = target.Split('/').Where(segment => segment is not ("" or ".")).ToArray();
        var climbs = segments.TakeWhile(segment => segment == "..").Count();
        if (climbs > path.Count(character => character == '/'))
            return $"is a link that leaves the archive ({target})";

        return segments.Skip(climbs).Contains("..") ? $"is a link that goes up again after going down ({target})" : null;
    }

    /// <summary>The directories above a normalised path, nearest first: <c>a/b/c</c> gives <c>a/b</c>, <c>a</c>.</summary>
    internal static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..slash];
    }

    private static string Refusal(string raw, int maxBytes)
    {
        if (raw.Length == 0)
            return "is empty";
        if (raw[0] == '/' || (raw.Length > 1 && raw[1] == ':' && char.IsAsciiLetter(raw[0])))
            return "is absolute";
        if (FileName.Refusal(raw) is { Length: > 0 } reason)
            return reason;

        return Encoding.UTF8.GetByteCount(raw) > maxBytes ? $"is longer than {maxBytes} bytes" : "";
    }
}
