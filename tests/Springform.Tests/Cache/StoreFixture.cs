using System.Security.Cryptography;
using System.Text;
using Springform.Cache;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Tests.Cache;

/// <summary>A store in a folder of its own, and short ways to fill and read it.</summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StoreFixture(string? directory = null)
    {
        Directory = directory ?? Path.Combine(_folder.Path, "tools-cache");
        Store = new BlobStore(Directory, new FileHasher(Path.Combine(_folder.Path, "stat"), TimeProvider.System), Said);
    }

    public string Directory { get; }

    public BlobStore Store { get; }

    public Lines Said { get; } = new();

    public string[] Files =>
        System.IO.Directory.Exists(Directory)
            ? [.. System.IO.Directory.GetFiles(Directory).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)]
            : [];

    public static ContentKey Key(string seed) => ContentKey.Of(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed))));

    public Task<Blob> PutAsync(string name, string seed, string content) =>
        Store.PutAsync(
            name,
            Key(seed),
            (file, token) => file.WriteAsync(Encoding.UTF8.GetBytes(content), token).AsTask(),
            TestContext.Current.CancellationToken
        );

    public string? Read(string name, string seed) => Store.Find(name, Key(seed)) is { } blob ? File.ReadAllText(blob.Path) : null;

    public void Dispose() => _folder.Dispose();
}
