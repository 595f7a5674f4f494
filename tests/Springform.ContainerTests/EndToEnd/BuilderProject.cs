using System.Net;
using System.Text;
using System.Text.Json;
using Springform.ContainerTests.Cache;
using Springform.ContainerTests.Support;
using Springform.Machine;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>
/// A project whose builder is a base of 2 MB and one file, for two architectures, and a real registry to push it to. The engine loses all of it in the end.
/// </summary>
internal sealed class BuilderProject : GitProject, IAsyncDisposable
{
    private readonly Workshop workshop;
    private readonly TinyRegistry bases;
    private readonly DockerRegistry registry;
    private readonly string id = Guid.NewGuid().ToString("N")[..8];

    private BuilderProject(Workshop workshop, TinyRegistry bases, DockerRegistry registry, RegistryGate gate)
    {
        (this.workshop, this.bases, this.registry, Gate) = (workshop, bases, registry, gate);
        File("springform.yaml", Yaml());
        File(".gitignore", ".springform/\ndist/\n");
        File("builder/Dockerfile", $"FROM {bases.Address}/base-{id}:1\nCOPY builder/tool.sh /bin/tool\n");
        File("builder/tool.sh", "#!/bin/sh\necho made on $(uname -m)\n");
        System.IO.File.SetUnixFileMode(PathOf("builder/tool.sh"), (UnixFileMode)0b111_101_101);
        Commit();
    }

    public RegistryGate Gate { get; }

    /// <summary>Without tag.</summary>
    public string Repository => $"{Gate.Address}/team/builder-{id}";

    public static async Task<BuilderProject> StartAsync(Workshop workshop, bool withPassword = false)
    {
        workshop.Require();
        var processes = new ProcessRunner(ProcessEnvironment.Current());
        var cancellation = TestContext.Current.CancellationToken;
        var layers = new List<(string, byte[])>();
        foreach (var platform in new[] { "linux/amd64", "linux/arm64" })
            layers.Add((platform, await new BusyboxImage(processes).LayerAsync(platform, cancellation)));
        var registry = await DockerRegistry.StartAsync(processes, withPassword, cancellation);
        return new BuilderProject(workshop, await TinyRegistry.StartAsync(layers), registry, await RegistryGate.StartAsync(registry.Address));
    }

    /// <summary>Springform where nobody listens for an engine: a run that ends well did not need one.</summary>
    public CliResult RunWithoutEngine(params string[] words) => Run([.. words, "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1"]);

    /// <summary>As the registry has it, null where it has none; without asking the engine: docker 20.10 reads none from a registry without TLS.</summary>
    public async Task<string?> ManifestAsync(string reference)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, ManifestAddress(reference));
        foreach (
            var type in new[]
            {
                "application/vnd.oci.image.index.v1+json",
                "application/vnd.oci.image.manifest.v1+json",
                "application/vnd.docker.distribution.manifest.v2+json",
            }
        )
            request.Headers.Accept.ParseAdd(type);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Gives an image another name, as anybody with the right to push can.</summary>
    public async Task PutManifestAsync(string reference, string manifest)
    {
        using var http = new HttpClient();
        var type = JsonDocument.Parse(manifest).RootElement.GetProperty("mediaType").GetString()!;
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(manifest)) { Headers = { ContentType = new(type) } };
        using var response = await http.PutAsync(ManifestAddress(reference), content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private string ManifestAddress(string reference) =>
        $"http://{registry.Address}/v2/{reference[(reference.IndexOf('/') + 1)..reference.LastIndexOf(':')]}/manifests/"
        + $"{reference[(reference.LastIndexOf(':') + 1)..]}";

    public Task<string[]> DockerAsync(params string[] words) => workshop.DockerAsync(words);

    /// <summary>Files of the registry's store: what the content of a digest lies in.</summary>
    public string StoredBlob(string digest) => registry.BlobPath(digest);

    /// <summary>The engine is as empty as another machine's.</summary>
    public Task EmptyEngineAsync() => workshop.RemoveImagesAsync(image => image.Contains(id, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await EmptyEngineAsync();
        await Gate.DisposeAsync();
        await registry.DisposeAsync();
        await bases.DisposeAsync();
        Dispose();
    }

    private string Yaml() =>
        $$"""
            name: pushed-{{id}}
            version: 1.0.0
            bases:
              tiny: {image: "{{bases.Address}}/base-{{id}}:1"}
            builder:
              image: pushed-{{id}}-builder:v1
              dockerfile: builder/Dockerfile
              context: [builder/tool.sh]
              registry: {{Repository}}
            targets:
              amd64: {platform: linux/amd64}
              arm64: {platform: linux/arm64}
            compile:
              - run: [sh, -c, "/bin/tool > made.txt"]
                inputs: [builder/tool.sh]
                outputs: [made.txt]
            packages:
              - {archive: "{name}-{target}.tgz", root: made, files: [made.txt]}

            """;
}
