using Springform.Errors;
using Springform.Machine;

namespace Springform.Publish.GitHub;

/// <summary>What GitHub knows the publisher by. It is shown nowhere: its text is ***.</summary>
internal sealed class GitHubToken
{
    /// <summary>In the order in which they are asked.</summary>
    public static readonly IReadOnlyList<string> Variables = ["GITHUB_TOKEN", "GH_TOKEN"];

    private GitHubToken(string value) => Value = value;

    /// <summary>For the Authorization header, and nothing else.</summary>
    internal string Value { get; }

    /// <summary>Of the environment.</summary>
    /// <exception cref="SpringformException">E603 there is none, or it cannot be a header's value</exception>
    public static GitHubToken Of(ProcessEnvironment environment)
    {
        foreach (var variable in Variables)
        {
            if (environment[variable]?.Trim() is { Length: > 0 } value)
            {
                return value.All(character => character is > ' ' and < '\u007f')
                    ? new GitHubToken(value)
                    : throw Problem(
                        $"{variable} has a character that no token has",
                        $"environment, {variable}",
                        "set it to the token alone, without line breaks or quotes"
                    );
            }
        }

        throw Problem(
            "there is no token: GITHUB_TOKEN and GH_TOKEN are not set",
            "environment",
            "in GitHub Actions: env: {GITHUB_TOKEN: \"${{ github.token }}\"} and permissions: {contents: write}; elsewhere: export GITHUB_TOKEN with "
                + "a token that may write contents"
        );
    }

    /// <summary>A text of the server's without the token, should it repeat it.</summary>
    internal string Masked(string text) => text.Replace(Value, "***", StringComparison.Ordinal);

    public override string ToString() => "***";

    private static SpringformException Problem(string what, string where, string fix) => new(new Problem(ErrorCode.NoReleaseServer, what, where, fix));
}
