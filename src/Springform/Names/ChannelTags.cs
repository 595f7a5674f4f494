using System.Globalization;
using System.Text.RegularExpressions;

namespace Springform.Names;

/// <summary>The tags that channels other than stable make themselves, and what their builds are called by.</summary>
internal static partial class ChannelTags
{
    /// <summary>nightly-</summary>
    public static string Prefix(Channel channel) => $"{channel.ToString().ToLowerInvariant()}-";

    /// <summary>nightly-20261120-3f2a91c: one for each commit, so that a second run finds the first one's release.</summary>
    /// <param name="commit">at least 7 hex digits</param>
    public static string Of(Channel channel, DateTimeOffset commitDate, string commit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(channel)}{commitDate.UtcDateTime:yyyyMMdd}-{commit[..7]}");

    /// <summary>n202611200312-3f2a91c: what stands for the version in the names of a channel's files.</summary>
    /// <param name="separator">between time and commit</param>
    public static string Build(DateTimeOffset commitDate, string commit, char separator = '-') =>
        string.Create(CultureInfo.InvariantCulture, $"n{commitDate.UtcDateTime:yyyyMMddHHmm}{separator}{commit[..7]}");

    /// <summary>A tag that this channel made.</summary>
    public static bool IsOf(Channel channel, string tag) =>
        tag.StartsWith(Prefix(channel), StringComparison.Ordinal) && Ending().IsMatch(tag[Prefix(channel).Length..]);

    /// <summary>A tag that any channel made.</summary>
    public static bool IsOfAny(string tag) => Enum.GetValues<Channel>().Any(channel => channel != Channel.Stable && IsOf(channel, tag));

    [GeneratedRegex(@"^\d{8}-[0-9a-f]{7}\z")]
    private static partial Regex Ending();
}
