using System.Security.Cryptography;
using Springform.FakeGitHub.Http;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Endpoints;

/// <summary>
/// "Upload a release asset": the raw bytes are the body. The asset is there from the first byte on, as <c>starter</c>; it stays that when the
/// connection breaks. Nothing is held in memory.
/// </summary>
internal sealed class UploadEndpoint(Shapes shapes)
{
    private const int BufferBytes = 1 << 16;

    public IEnumerable<Route> Routes => [new(FakeHost.Uploads, "POST", "/repos/{owner}/{repo}/releases/{id:long}/assets", UploadAsync)];

    private async Task<Answer> UploadAsync(Call call)
    {
        if (call.Query("name") is not { Length: > 0 } name)
            throw GitHubException.Invalid("ReleaseAsset", "name", "missing_field");
        if (call.Request.ContentType is not { Length: > 0 } type)
            throw new GitHubException(415, "Content-Type header is required");
        if (call.Request.ContentLength is not { } length)
            throw new GitHubException(411, "Length Required");
        if (length == 0)
            throw new GitHubException(400, "Bad Content-Length: 0");
        var release = ReleaseEndpoints.Visible(call);
        var asset = call.Repository.StartAsset(call.By, release.Id, AssetName.Sanitize(name), call.Query("label"), type);
        var path = call.Server.Options.KeepsContent ? Path.Combine(call.Server.Folder, $"{asset.Id}") : null;
        var hash = await ReceiveAsync(call, path);
        var stored = call.Repository.EditAsset(
            call.By,
            asset.Id,
            started =>
            {
                var whole = started with { State = "uploaded", Size = call.Request.BytesReceived, Sha256 = hash, Path = path };
                return call.Fault?.Stored(whole) ?? whole;
            }
        );
        return new Answer(201, shapes.Asset(release, stored));
    }

    private static async Task<string> ReceiveAsync(Call call, string? path)
    {
        await using Stream target = path is null ? Stream.Null : File.Create(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await call.Http.Request.Body.ReadAsync(buffer, call.Cancellation)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), call.Cancellation);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
