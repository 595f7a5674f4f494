using Springform.Cache;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Keys;
using Springform.Machine;
using Springform.Plan;
using Springform.Registry;

namespace Springform.ContainerTests.Cache;

/// <summary>The cache against a real registry server.</summary>
public sealed class DockerRegistryTests : IDisposable
{
    private const int SizeBytes = 3 << 20;
    private static readonly ContentKey Key = new KeyBuilder("recipe").Add("seed", "one").Build().Key;

    private readonly TempFolder _folder = new();
    private readonly RecordedOutput _said = new();
    private readonly ProcessRunner _processes = new(ProcessEnvironment.Current());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_result_that_one_machine_pushed_is_fetched_by_another()
    {
        await using var registry = await StartAsync(withPassword: false);
        var blob = await PutAsync("compile/x86_64/1-make");
        using var client = Client(registry);

        (await new RegistryCache(client, Store("here"), _said).PushAsync(blob, Cancellation)).ShouldBeTrue(string.Join('\n', _said.Lines));
        (await new RegistryCache(client, Store("here"), _said).PushAsync(blob, Cancellation)).ShouldBeTrue("a second push finds all in place");
        var fetched = await new RegistryCache(client, Store("there"), _said).FetchAsync(
            "compile/x86_64/1-make",
            Key,
            (_, _) => Task.FromResult<string?>(null),
            Cancellation
        );

        fetched!.Sha256.ShouldBe(blob.Sha256);
        (await File.ReadAllBytesAsync(fetched.Path, Cancellation)).ShouldBe(await File.ReadAllBytesAsync(blob.Path, Cancellation));
        (
            await new RegistryCache(client, Store("there"), _said).FetchAsync("fio-x86_64", Key, (_, _) => Task.FromResult<string?>(null), Cancellation)
        ).ShouldBeNull();
    }

    [Fact]
    public async Task A_registry_with_a_password_takes_it_from_docker_login()
    {
        await using var registry = await StartAsync(withPassword: true);
        var blob = await PutAsync("fio-x86_64");
        var login = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{DockerRegistry.Password}"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "config.json"),
            $$"""{ "auths": { "{{registry.Address}}": { "auth": "{{login}}" } } }""",
            Cancellation
        );
        using var client = Client(registry, ("DOCKER_CONFIG", _folder.Path));

        (await new RegistryCache(client, Store("here"), _said).PushAsync(blob, Cancellation)).ShouldBeTrue(string.Join('\n', _said.Lines));
        (
            await new RegistryCache(client, Store("there"), _said).FetchAsync("fio-x86_64", Key, (_, _) => Task.FromResult<string?>(null), Cancellation)
        )!.Sha256.ShouldBe(blob.Sha256);
    }

    [Fact]
    public async Task A_wrong_password_is_a_warning_and_nothing_else()
    {
        await using var registry = await StartAsync(withPassword: true);
        var blob = await PutAsync("fio-x86_64");
        using var client = Client(registry, ("SPRINGFORM_REGISTRY_USER", "ann"), ("SPRINGFORM_REGISTRY_PASSWORD", "wrong"));
        var cache = new RegistryCache(client, Store("here"), _said);

        (await cache.PushAsync(blob, Cancellation)).ShouldBeFalse();
        (await cache.FetchAsync("fio-x86_64", Key, (_, _) => Task.FromResult<string?>(null), Cancellation)).ShouldBeNull();

        _said.Lines.ShouldAllBe(line =>
            line.StartsWith("warning: fio-x86_64 was not", StringComparison.Ordinal) && line.Contains("401", StringComparison.Ordinal)
        );
        _said.Lines.ShouldAllBe(line => !line.Contains("wrong", StringComparison.Ordinal));
    }

    private async Task<DockerRegistry> StartAsync(bool withPassword)
    {
        if (_processes.Environment["CI"] != "true" && _processes.Environment.FindExecutables("apt-get").Count == 0)
            Assert.Skip("Debian's docker-registry is fetched with apt-get");
        return await DockerRegistry.StartAsync(_processes, withPassword, Cancellation);
    }

    private RegistryClient Client(DockerRegistry registry, params (string Name, string Value)[] environment) =>
        new(
            RegistryAddress.Parse($"{registry.Address}/team/cache", "cache.registry"),
            new RegistryCredentials(new ProcessRunner(new ProcessEnvironment(environment.ToDictionary(pair => pair.Name, pair => pair.Value)))),
            TimeProvider.System
        );

    private BlobStore Store(string name) =>
        new(Path.Combine(_folder.Path, name), new FileHasher(Path.Combine(_folder.Path, name + ".stat"), TimeProvider.System), _said);

    private Task<Blob> PutAsync(string name)
    {
        var content = new byte[SizeBytes];
        new Random(1).NextBytes(content);
        return Store("here").PutAsync(name, Key, (file, token) => file.WriteAsync(content, token).AsTask(), Cancellation);
    }
}
