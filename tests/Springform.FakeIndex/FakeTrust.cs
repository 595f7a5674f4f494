using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Springform.FakeIndex;

/// <summary>
/// Trusted publishing, as PyPI's documentation has it ("Internals and technical details"), and the service of GitHub Actions that makes proofs of identity. A
/// proof is for one audience and counts once; a token ends.
/// </summary>
public sealed class FakeTrust
{
    /// <summary>Bearer of the service that makes proofs.</summary>
    public const string RequestToken = "bearer-of-the-job";

    private readonly ConcurrentDictionary<string, bool> proofs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> tokens = new(StringComparer.Ordinal);
    private int count;

    /// <summary>The repository and the workflow are among the project's publishers.</summary>
    public bool KnowsPublisher { get; set; } = true;

    /// <summary>Uploads after which a token has ended.</summary>
    public int UploadsPerToken { get; set; } = int.MaxValue;

    /// <summary>Answers of the end point that makes tokens; null: as an index does.</summary>
    public Func<int, int?> OnMint { get; set; } = _ => null;

    public int Minted => tokens.Count;

    /// <summary>Of a job that has one already, as in GitLab CI.</summary>
    public string Prove()
    {
        var proof = $"proof-{Interlocked.Increment(ref count)}";
        proofs[proof] = true;
        return proof;
    }

    internal void Map(WebApplication app)
    {
        app.MapGet("/_/oidc/audience", () => Results.Json(new { audience = "pypi" }));
        app.MapGet(
            "/identity",
            (HttpRequest request) =>
                request.Headers.Authorization != $"Bearer {RequestToken}" ? Results.Unauthorized()
                : request.Query["audience"] != "pypi" || request.Query["api-version"] != "2.0" ? Results.BadRequest()
                : Results.Json(new { count = 1, value = Prove() })
        );
        app.MapPost("/_/oidc/mint-token", MintAsync);
    }

    internal bool Takes(string header)
    {
        const string basic = "Basic ";
        if (!header.StartsWith(basic, StringComparison.Ordinal))
            return false;
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header[basic.Length..])).Split(':', 2);
        return pair[0] == "__token__" && tokens.ContainsKey(pair[1]) && tokens.AddOrUpdate(pair[1], 0, (_, uploads) => uploads + 1) <= UploadsPerToken;
    }

    private async Task<IResult> MintAsync(HttpRequest request)
    {
        if (OnMint(Minted + 1) is { } status)
            return Results.StatusCode(status);
        if (request.ContentLength is null || !request.HasJsonContentType())
            return Refusal("invalid-payload", "the body is no JSON");
        using var body = await JsonDocument.ParseAsync(request.Body);
        if (!body.RootElement.TryGetProperty("token", out var token) || token.ValueKind != JsonValueKind.String)
            return Refusal("invalid-payload", "token: Field required");
        if (!proofs.TryRemove(token.GetString()!, out _))
            return Refusal("invalid-token", $"malformed or invalid token {token}");
        if (!KnowsPublisher)
            return Refusal("invalid-publisher", "valid token, but no corresponding publisher");
        var minted = $"pypi-{Guid.NewGuid():N}";
        tokens[minted] = 0;
        return Results.Json(
            new
            {
                success = true,
                token = minted,
                expires = DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds(),
            }
        );
    }

    private static IResult Refusal(string code, string description) =>
        Results.Json(new { message = "Token request failed", errors = new[] { new { code, description } } }, statusCode: 422);
}
