using System.Text;

namespace Springform.Registry;

/// <summary>What proves who somebody is to a registry.</summary>
/// <param name="Basic">user and password as the Basic scheme sends them: base64 of user:password</param>
/// <param name="IdentityToken">instead of a password, for the token server alone: OAuth 2.0 calls it a refresh token</param>
internal sealed record RegistryLogin(string? Basic, string? IdentityToken = null)
{
    public static RegistryLogin Of(string user, string password) => new(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
