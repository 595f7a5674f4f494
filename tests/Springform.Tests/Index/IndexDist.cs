using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Springform.Config;
using Springform.Errors;
using Springform.FakeIndex;
using Springform.Index;
using Springform.Machine;
using Springform.Plan;
using Springform.Tests.Compile;

namespace Springform.Tests.Index;

/// <summary>Two wheels as dist/ has them, an index, and uploads of the one to the other.</summary>
internal sealed class IndexDist : IAsyncDisposable
{
    public const string Password = "pypi-secret";
    private readonly TemporaryFolder folder = new();

    private IndexDist(FakeIndexServer server) => Server = server;

    public FakeIndexServer Server { get; }

    public List<IndexFile> Files { get; } = [];

    public RecordedLines Log { get; } = new();

    public string UploadAddress => Server.Address + "legacy/";

    public static async Task<IndexDist> StartAsync()
    {
        var dist = new IndexDist(await FakeIndexServer.StartAsync(Password));
        await dist.AddAsync("demo_nvx-1.4.0-cp311-cp311-manylinux_2_36_x86_64.whl", "one");
        await dist.AddAsync("demo_nvx-1.4.0-cp313-cp313-manylinux_2_41_x86_64.whl", "two");
        return dist;
    }

    public Task AddAsync(string name, string content) =>
        AddAsync(name, content, "Metadata-Version: 2.1\nName: Demo-NVX\nVersion: 1.4.0\nClassifier: A\nClassifier: B\nX-Own: no\n\nAbout it.\n", "");

    public async Task AddAsync(string name, string content, string metadata, string licence)
    {
        var path = Path.Combine(folder.Path, name);
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Write(zip, "demo/__init__.py", content);
            Write(zip, "demo_nvx-1.4.0.dist-info/METADATA", metadata);
            if (licence.Length > 0)
                Write(zip, "demo_nvx-1.4.0.dist-info/licenses/LICENSE", licence);
            Write(zip, "demo_nvx-1.4.0.dist-info/WHEEL", "Wheel-Version: 1.0\n");
            Write(
                zip,
                "demo_nvx-1.4.0.dist-info/RECORD",
                "demo/__init__.py,,\ndemo_nvx-1.4.0.dist-info/METADATA,,\ndemo_nvx-1.4.0.dist-info/WHEEL,,\ndemo_nvx-1.4.0.dist-info/RECORD,,\n"
                    + (licence.Length > 0 ? "demo_nvx-1.4.0.dist-info/licenses/LICENSE,,\n" : "")
            );
        }

        var bytes = await File.ReadAllBytesAsync(path);
        var artifact = new Artifact(name, ArtifactKind.Wheel, name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length, null, "package", null);
        Files.Add(await IndexMetadata.ReadAsync(artifact, path, TestContext.Current.CancellationToken));
    }

    public Task<int> PublishAsync(string password = Password) =>
        PublishAsync(new Dictionary<string, string> { [IndexCredentials.PasswordVariable] = password });

    /// <param name="variables">the whole environment</param>
    public async Task<int> PublishAsync(IReadOnlyDictionary<string, string> variables, TimeProvider? clock = null)
    {
        var config = new IndexConfig { Upload = UploadAddress, Simple = Server.Address + "simple/" };
        using var login = IndexCredentials.Read(config, new ProcessEnvironment(variables), clock ?? TimeProvider.System);
        using var client = new IndexClient(config, login, TimeProvider.System);
        return await new IndexPublisher(client, new ImpatientClock(), Log).PublishAsync(Files, TestContext.Current.CancellationToken);
    }

    public Task<Problem> ProblemAsync(string password = Password) => ProblemAsync(() => PublishAsync(password));

    public Task<Problem> ProblemAsync(IReadOnlyDictionary<string, string> variables) => ProblemAsync(() => PublishAsync(variables));

    private static async Task<Problem> ProblemAsync(Func<Task<int>> publish) =>
        (await Should.ThrowAsync<SpringformException>(publish)).Problems.ShouldHaveSingleItem();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        folder.Dispose();
    }

    private static void Write(ZipArchive zip, string name, string content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }
}
