using System.Net.Http.Headers;
using System.Text;

namespace Springform.Index;

/// <summary>A user and a password, or <c>__token__</c> and an API token of the index.</summary>
internal sealed class PasswordLogin(string user, string password) : IIndexLogin
{
    /// <summary>The user whose password is an API token.</summary>
    public const string TokenUser = "__token__";

    private readonly string sent = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public string Remedy => $"check {IndexCredentials.PasswordVariable}: the token must be one of this index and may upload to this project";

    public Task<AuthenticationHeaderValue> HeaderAsync(CancellationToken cancellation) => Task.FromResult(Header);

    public bool Refused() => false;

    public string Masked(string text) => text.Replace(sent, "***", StringComparison.Ordinal).Replace(password, "***", StringComparison.Ordinal);

    internal AuthenticationHeaderValue Header => new("Basic", sent);

    public void Dispose() { }
}
