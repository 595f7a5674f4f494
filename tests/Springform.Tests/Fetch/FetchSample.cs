using System.Security.Cryptography;
using Springform.Archives;
using Springform.Fetch;
using Springform.Fetch.Transfer;
using Springform.Keys;
using Springform.Package.Fetching;
using Springform.Reporting;

namespace Springform.Tests.Fetch;

/// <summary>
/// An archive, what its index says of it, a store and a place. Limits are small, so that a small file has many pieces and faults cost no time.
/// </summary>
internal sealed class FetchSample : IDisposable
{
    public static readonly FetchLimits Limits = new()
    {
        Connections = 4,
        PieceBytes = 32 << 10,
        NoteBytes = 4 << 10,
        Silence = TimeSpan.FromSeconds(20),
        Delay = TimeSpan.FromMilliseconds(1),
        ProgressBytes = 4 << 10,
        Attempts = 4,
    };

    private readonly TemporaryFolder folder = new();
    private readonly FetchHttp http;

    public FetchSample(int sizeBytes = 300_000, string name = "demo-linux_amd64.tar.gz", FetchLimits? limits = null)
    {
        http = new FetchHttp(limits ?? Limits, TimeProvider.System, Log.Add);
        var path = Path.Combine(folder.Path, name);
        var noise = RandomNumberGenerator.GetBytes(sizeBytes);
        new ArchivePacker()
            .PackAsync(
                [ArchiveEntry.FromBytes("demo/lib/libdemo.a", noise), ArchiveEntry.FromBytes("demo/include/demo.h", "int demo(void);\n"u8.ToArray())],
                path,
                0,
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();
        Archive = File.ReadAllBytes(path);
        Asset = new FetchAsset
        {
            Name = name,
            Platform = "linux/amd64",
            Os = "linux",
            Arch = "amd64",
            Size = Archive.Length,
            Sha256 = Hash(Archive),
            Root = "demo",
            Entries = 2,
            UnpackedSize = sizeBytes + 16,
            Files = [new FetchFile("include/demo.h", 16, Hash("int demo(void);\n"u8.ToArray())), new FetchFile("lib/libdemo.a", sizeBytes, Hash(noise))],
        };
    }

    public byte[] Archive { get; init; }

    public FetchAsset Asset { get; init; }

    /// <summary>The archive, and one of the same platform that no processor can run.</summary>
    public IReadOnlyList<FetchAsset> WithOneForNoProcessor() => [Asset, Asset with { Name = "demo-v5.tar.gz", Processor = "x86-64-v5" }];

    public List<string> Log { get; } = [];

    public string Place => Path.Combine(folder.Path, "lib", "linux_amd64");

    public string StoreFolder => Path.Combine(folder.Path, "store");

    public bool Offline { get; init; }

    public Func<CancellationToken, Task<AssetAddress?>>? Private { get; init; }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public Task<string> FetchAsync(params Uri[] addresses)
    {
        var hasher = new FileHasher(Path.Combine(folder.Path, "stat-cache"), TimeProvider.System);
        var fetcher = new Fetcher(
            http,
            new FetchStore(StoreFolder, TimeProvider.System),
            hasher,
            TimeProvider.System,
            new FetchProgress(new Terminal(TextWriter.Null, TextWriter.Null, colours: false), TimeProvider.System),
            Log.Add,
            Offline,
            Path.Combine(folder.Path, "locks")
        );
        return fetcher.FetchAsync(
            new FetchRequest(
                "demo",
                Asset,
                Place,
                [.. addresses.Select((address, index) => new AssetAddress(address, index == 0 ? "the release" : "a mirror"))],
                null
            )
            {
                Private = Private,
            },
            CancellationToken.None
        );
    }

    /// <summary>All that is in lib/ is the right files, and nothing else is there.</summary>
    public void ShouldBeInPlace()
    {
        Directory.GetFileSystemEntries(Path.GetDirectoryName(Place)!).ShouldBe([Place]);
        Directory
            .GetFiles(Place, "*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(Place, path), Hash(File.ReadAllBytes(path))))
            .Order()
            .ShouldBe(Asset.Files.Select(file => (file.Path, file.Sha256)).Order());
    }

    /// <summary>Nothing is there that a build could take for the library.</summary>
    public void ShouldBeEmpty()
    {
        var lib = Path.GetDirectoryName(Place)!;
        (Directory.Exists(lib) ? Directory.GetFileSystemEntries(lib) : []).ShouldBeEmpty();
    }

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }
}
