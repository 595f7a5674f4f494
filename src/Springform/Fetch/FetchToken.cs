using Springform.Machine;

namespace Springform.Fetch;

/// <summary>What a private release is asked with. It goes to the host of the API alone.</summary>
internal static class FetchToken
{
    /// <summary>Of NAME_TOKEN, else GITHUB_TOKEN or GH_TOKEN; null: none is set.</summary>
    public static string? Of(string library, ProcessEnvironment environment) =>
        new[] { FetchVariables.Prefix(library) + "_TOKEN", "GITHUB_TOKEN", "GH_TOKEN" }
            .Select(variable => environment[variable]?.Trim())
            .FirstOrDefault(value => value is { Length: > 0 } && value.All(character => character is > ' ' and < '\u007f'));
}
