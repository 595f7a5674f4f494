using System.Text.RegularExpressions;

namespace Springform.Engine;

/// <summary>
/// Tells from an engine's words whether a registry answered. Rows are tried in order; what no row knows counts as the registry's refusal, since
/// taking a refusal for silence would build something else than what was asked for. Texts of docker 20.10, docker 26 (with and without containerd's store) and
/// podman 4.3, recorded in tests/Springform.Tests/Engine/PullMessagesTests.cs, 2026.
/// </summary>
internal static partial class PullMessages
{
    private static readonly (Regex Text, PullOutcome Outcome)[] Rows =
    [
        // A registry, or the proxy before it, has spoken.
        (Refusal(), PullOutcome.Refused),
        (NameResolution(), PullOutcome.NoRegistryAnswered),
        (Connection(), PullOutcome.NoRegistryAnswered),
        (Handshake(), PullOutcome.NoRegistryAnswered),
    ];

    public static PullOutcome Classify(IEnumerable<string> lines)
    {
        var words = string.Join('\n', lines);
        foreach (var (text, outcome) in Rows)
        {
            if (text.IsMatch(words))
                return outcome;
        }

        return PullOutcome.Refused;
    }

    [GeneratedRegex(
        @"unauthorized|authentication required|no basic auth|denied|toomanyrequests|too many requests"
            + @"|manifest unknown|manifest for .* not found|name unknown|: not found"
            + @"|no matching manifest|no image found in manifest list"
            + @"|invalid status code from registry|unexpected status|status(?: code)?:? (?:40[1-9]|4[1-9]\d)|status: 4\d\d|http response to https client",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Refusal();

    [GeneratedRegex(
        @"no such host|temporary failure in name resolution|name or service not known|server misbehaving|dial tcp: lookup",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NameResolution();

    [GeneratedRegex(
        @"connection refused|connection reset|closed idle connection|network is unreachable"
            + @"|no route to host|i/o timeout|deadline exceeded|request canceled while waiting|client\.timeout exceeded|proxyconnect",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Connection();

    [GeneratedRegex(@"\bEOF\b|tls handshake timeout|handshake failure", RegexOptions.IgnoreCase)]
    private static partial Regex Handshake();
}
