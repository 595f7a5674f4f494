using System.Text.RegularExpressions;

namespace Springform.Names;

/// <summary>The tags that channels other than stable make themselves.</summary>
internal static partial class ChannelTags
{
    /// <summary>nightly-</summary>
    public static string Prefix(Channel channel) => $"{channel.ToString().ToLowerInvariant()}-";

    /// <summary>A tag that this channel made.</summary>
    public static bool IsOf(Channel channel, string tag) =>
        tag.StartsWith(Prefix(channel), StringComparison.Ordinal) && Ending().IsMatch(tag[Prefix(channel).Length..]);

    /// <summary>A tag that any channel made.</summary>
    public static bool IsOfAny(string tag) => Enum.GetValues<Channel>().Any(channel => channel != Channel.Stable && IsOf(channel, tag));

    [GeneratedRegex(@"^\d{8}-[0-9a-f]{7}\z")]
    private static partial Regex Ending();
}
