namespace Springform.Tests.Fetch;

/// <summary>One bad server, one library, and what the Go compiler made of each client: the same source is compiled once for all facts.</summary>
public sealed class GoClients : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> programs = new(StringComparer.Ordinal);

    internal FaultServer Server { get; } = new();

    internal FetchSample Sample { get; } = new();

    /// <summary>Puts the compiled program into the client's bin/. Its module is its own, so that no proxy of modules is asked.</summary>
    internal async Task<ClientRun> BuiltAsync(ClientRun client)
    {
        var text = await File.ReadAllTextAsync(client.Script, TestContext.Current.CancellationToken);
        var program = Path.Combine(client.Folder, "bin/download");
        if (programs.TryGetValue(text, out var built))
        {
            File.Copy(built, program);
            return client;
        }

        var (code, said) = await client.RunAsync("go", "build", "-o", "bin/download", "./cmd/download-binaries");
        code.ShouldBe(0, said);
        programs[text] = Path.Combine(folder.Path, $"{programs.Count}");
        File.Copy(program, programs[text]);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Sample.Dispose();
        folder.Dispose();
    }
}
