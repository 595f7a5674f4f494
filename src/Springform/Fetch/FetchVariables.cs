using Springform.Errors;
using Springform.Machine;

namespace Springform.Fetch;

/// <summary>The variables that set a library's version and place for one run: LANCEDB_VERSION, LANCEDB_RELEASE_URL.</summary>
/// <param name="Version">another release than the pinned one; null: not set</param>
/// <param name="ReleaseUrl">the folder of its files, with / at the end; null: not set</param>
internal sealed record FetchVariables(string? Version, Uri? ReleaseUrl)
{
    /// <summary>LANCEDB of lancedb, MY_LIB of my-lib.</summary>
    public static string Prefix(string library) =>
        string.Concat(library.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));

    /// <exception cref="SpringformException">E103 a value cannot be used</exception>
    public static FetchVariables Of(string library, ProcessEnvironment environment)
    {
        var (versionName, urlName) = ($"{Prefix(library)}_VERSION", $"{Prefix(library)}_RELEASE_URL");
        var version = environment[versionName] is { Length: > 0 } text
            ? text.StartsWith('v') && text.Length > 1 && char.IsAsciiDigit(text[1])
                ? text[1..]
                : text
            : null;
        if (version is not null && !version.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '+'))
            throw Wrong(versionName, version, "write the version alone, e.g. 1.4.0");
        var url = environment[urlName] is { Length: > 0 } address ? address : null;
        if (url is null)
            return new FetchVariables(version, null);
        return
            Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri is { UserInfo: "", Query: "", Fragment: "" }
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? new FetchVariables(version, ReleasePlace.WithSlash(url))
            : throw Wrong(urlName, url, "write the https address of the folder that holds the release's files");
    }

    private static SpringformException Wrong(string variable, string value, string fix) =>
        new(new Problem(ErrorCode.InvalidValue, $"{variable} cannot be {Quoted.Of(value)}", $"environment, {variable}", fix));
}
