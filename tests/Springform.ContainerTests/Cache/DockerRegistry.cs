using System.Text.RegularExpressions;
using Springform.ContainerTests.Support;
using Springform.Machine;

namespace Springform.ContainerTests.Cache;

/// <summary>Debian's docker-registry, unpacked and run on a free port of loopback, with or without a password.</summary>
internal sealed partial class DockerRegistry : IAsyncDisposable
{
    public const string User = "ann";
    public const string Password = "correct horse";
    private const string Htpasswd = User + ":$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n"; // bcrypt of the password

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _end = new();
    private Task _serving = Task.CompletedTask;

    public string Address { get; private set; } = "";

    public static async Task<DockerRegistry> StartAsync(ProcessRunner processes, bool withPassword, CancellationToken cancellation)
    {
        var packages = await new DebianPackages(processes).UnpackAsync("amd64", ["docker-registry"], cancellation);
        var registry = new DockerRegistry();
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        registry._serving = processes.RunAsync(
            new ProcessCommand(Path.Combine(packages, "usr", "bin", "docker-registry"), ["serve", registry.Configuration(withPassword)])
            {
                ErrorLine = line =>
                {
                    if (Listening().Match(line) is { Success: true } match)
                        listening.TrySetResult(match.Groups[1].Value);
                },
            },
            registry._end.Token
        );
        registry.Address = await listening.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellation);
        return registry;
    }

    /// <summary>The file of a blob's content in its store.</summary>
    public string BlobPath(string digest)
    {
        var sha256 = digest["sha256:".Length..];
        return Path.Combine(_folder.Path, "data", "docker", "registry", "v2", "blobs", "sha256", sha256[..2], sha256, "data");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        _end.Dispose();
        _folder.Dispose();
    }

    private string Configuration(bool withPassword)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "htpasswd"), Htpasswd);
        var path = Path.Combine(_folder.Path, "config.yml");
        File.WriteAllText(
            path,
            $$$"""
            version: 0.1
            storage: {filesystem: {rootdirectory: {{{_folder.Path}}}/data}}
            http: {addr: "127.0.0.1:0"}

            """ + (withPassword ? $"auth: {{htpasswd: {{realm: test, path: {_folder.Path}/htpasswd}}}}\n" : "")
        );
        return path;
    }

    [GeneratedRegex("listening on ([0-9.:]+)")]
    private static partial Regex Listening();
}
