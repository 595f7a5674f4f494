using System.Net;
using Springform.Errors;

namespace Springform.Registry;

/// <summary>A repository of an OCI registry. Plain http is for loopback alone, where nobody can listen in.</summary>
/// <param name="Host">with its port: <c>ghcr.io</c>, <c>localhost:5000</c></param>
/// <param name="Repository">lower case path, e.g. <c>owner/project-cache</c></param>
internal sealed record RegistryAddress(string Host, string Repository)
{
    /// <summary>Names of Docker Hub: of its images, its API and its login.</summary>
    private static readonly string[] DockerHub = ["docker.io", "registry-1.docker.io", "index.docker.io"];

    public Uri Root =>
        new($"{(IsLoopback(new Uri($"https://{Host}")) ? "http" : "https")}://{(DockerHub.Contains(Host) ? DockerHub[1] : Host)}/v2/{Repository}/");

    /// <param name="text">as springform.yaml says it; E103 when it names no host and repository</param>
    /// <param name="key">where in springform.yaml, e.g. <c>cache.registry</c></param>
    public static RegistryAddress Parse(string text, string key)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var host = slash > 0 ? text[..slash] : "";
        var repository = text[(slash + 1)..];
        var isHost = host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost";
        if (
            isHost
            && Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var uri)
            && uri is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
            && IsRepository(repository)
        )
            return new RegistryAddress(host.ToLowerInvariant(), repository);
        throw new SpringformException(
            new Problem(
                ErrorCode.InvalidValue,
                $"'{text}' is no repository of a registry",
                $"springform.yaml, {key}",
                "write host and path in lower case, without scheme and tag, e.g. ghcr.io/owner/project-cache or localhost:5000/cache"
            )
        );
    }

    /// <summary>Whether a login for one is a login for the other.</summary>
    internal static bool IsSameHost(string one, string other) => one == other || (DockerHub.Contains(one) && DockerHub.Contains(other));

    /// <summary>As docker's logins call it; that of Docker Hub has a name of its own.</summary>
    internal static string LoginName(string host) => DockerHub.Contains(host) ? "https://index.docker.io/v1/" : host;

    internal static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    public override string ToString() => $"{Host}/{Repository}";

    // The distribution specification's grammar of <name>.
    private static bool IsRepository(string path) =>
        path.Length is > 0 and <= 200
        && path.Split('/')
            .All(part =>
                part.Length > 0
                && char.IsAsciiLetterOrDigit(part[0])
                && char.IsAsciiLetterOrDigit(part[^1])
                && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-')
            );
}
