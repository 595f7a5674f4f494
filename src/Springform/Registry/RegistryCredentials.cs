using System.Text;
using System.Text.Json;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;

namespace Springform.Registry;

/// <summary>
/// User and password for registries: <c>SPRINGFORM_REGISTRY_USER</c> and <c>SPRINGFORM_REGISTRY_PASSWORD</c> for the one that is configured, else what
/// <c>docker login</c> wrote into config.json (<c>DOCKER_CONFIG</c>, default <c>~/.docker</c>). Credential helpers are programs of their own and are not asked.
/// </summary>
/// <param name="hosts">all registries that are configured: with two of them the variables do not say whose they are, and go to neither</param>
internal sealed class RegistryCredentials(ProcessEnvironment environment, params IReadOnlyCollection<string> hosts)
{
    public const string UserVariable = "SPRINGFORM_REGISTRY_USER";
    public const string PasswordVariable = "SPRINGFORM_REGISTRY_PASSWORD";

    /// <summary>Half a login would be left out without a word, and the registry used as somebody else, or as nobody.</summary>
    /// <exception cref="SpringformException">E109 one of the two variables is set and the other is not</exception>
    public void Require()
    {
        var missing = (IsSet(UserVariable), IsSet(PasswordVariable)) switch
        {
            (true, false) => PasswordVariable,
            (false, true) => UserVariable,
            _ => null,
        };
        if (missing is not null)
        {
            var given = missing == UserVariable ? PasswordVariable : UserVariable;
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingVariable,
                    $"{given} is set and {missing} is not{(environment[missing] is null ? "" : " (it is empty)")}: both are needed to log in",
                    $"environment, {missing}",
                    $"set {missing} too (in CI give the step that secret), or unset {given}"
                )
            );
        }
    }

    /// <summary>As the Basic scheme sends it: base64 of user:password. Null: none known, so the registry is used anonymously.</summary>
    public string? BasicFor(string host)
    {
        if (
            hosts.All(configured => configured == host)
            && environment[UserVariable] is { Length: > 0 } user
            && environment[PasswordVariable] is { Length: > 0 } password
        )
            return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        var folder = environment["DOCKER_CONFIG"] is { Length: > 0 } configured ? configured : Path.Combine(environment["HOME"] ?? "", ".docker");
        var path = Path.Combine(folder, "config.json");
        return File.Exists(path) ? FromDocker(path, host) : null;
    }

    private bool IsSet(string variable) => !string.IsNullOrEmpty(environment[variable]);

    private static string? FromDocker(string path, string host)
    {
        try
        {
            using var document = JsonDocument.Parse(PlainFile.ReadAllBytes(path));
            if (!document.RootElement.TryGetProperty("auths", out var auths) || auths.ValueKind != JsonValueKind.Object)
                return null;
            return auths
                .EnumerateObject()
                .Where(entry => RegistryAddress.IsSameHost(HostOf(entry.Name), host) && entry.Value.ValueKind == JsonValueKind.Object)
                .Select(entry => entry.Value.TryGetProperty("auth", out var auth) && auth.ValueKind == JsonValueKind.String ? auth.GetString() : null)
                .FirstOrDefault(auth => !string.IsNullOrEmpty(auth));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // docker's own file: what it cannot be used for is said by the registry's 401.
        }
    }

    // docker writes ghcr.io, but also https://index.docker.io/v1/.
    private static string HostOf(string name)
    {
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? name : name[(scheme + 3)..]).Split('/')[0];
    }
}
