using System.Text.Json;
using Springform.Files;
using Springform.Machine;

namespace Springform.Registry;

/// <summary>
/// What docker's config.json (<c>DOCKER_CONFIG</c>, default <c>~/.docker</c>) has for one registry. Helpers come first: that of credHelpers, else that of
/// credsStore.
/// </summary>
/// <param name="Path">of the file</param>
/// <param name="Helper">the program docker-credential-NAME has the login; null: none is named</param>
/// <param name="Login">what <c>docker login</c> wrote into the file itself</param>
internal sealed record DockerConfig(string Path, string? Helper, RegistryLogin? Login)
{
    /// <summary>Null when there is no such file, or none that can be read: it is docker's own, and what comes of that is said by the registry's 401.</summary>
    public static DockerConfig? Find(ProcessEnvironment environment, string host)
    {
        var folder = environment["DOCKER_CONFIG"] is { Length: > 0 } configured ? configured : System.IO.Path.Combine(environment["HOME"] ?? "", ".docker");
        var path = System.IO.Path.Combine(folder, "config.json");
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(PlainFile.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var helper = Entries(document.RootElement, "credHelpers", host).Select(Text).FirstOrDefault(name => name is not null);
            return new DockerConfig(
                path,
                helper ?? Text(document.RootElement, "credsStore"),
                Entries(document.RootElement, "auths", host).Select(LoginOf).FirstOrDefault(login => login is not null)
            );
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static RegistryLogin? LoginOf(JsonElement entry) =>
        (Text(entry, "auth"), Text(entry, "identitytoken")) is var (basic, token) && (basic ?? token) is not null ? new RegistryLogin(basic, token) : null;

    private static IEnumerable<JsonElement> Entries(JsonElement root, string name, string host) =>
        root.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().Where(entry => RegistryAddress.IsSameHost(HostOf(entry.Name), host)).Select(entry => entry.Value)
            : [];

    private static string? Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    // docker writes ghcr.io, but also https://index.docker.io/v1/.
    private static string HostOf(string name)
    {
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? name : name[(scheme + 3)..]).Split('/')[0];
    }
}
