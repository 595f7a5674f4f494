using Springform.ContainerTests.Engines;
using Springform.ContainerTests.Support;
using Springform.Machine;

namespace Springform.ContainerTests.Images;

/// <summary>Images of one file each, without a registry: one and two, and other-one and other-two that hold other bytes in the same place.</summary>
public sealed class GrammarImages : IAsyncLifetime
{
    private static readonly string[] Names = ["one", "two", "other-one", "other-two"];
    private readonly TempFolder _folder = new();

    public MachineDocker Docker { get; } = new();

    public string Repository { get; } = $"localhost/springform/grammar-{Guid.NewGuid().ToString("N")[..12]}";

    /// <summary>Why nothing can be built here; null when it can.</summary>
    public string? Missing =>
        Docker.Missing ?? (Docker.Info.Buildx ? null : "docker has no buildx, and without it the result of a build is not written as a tar");

    /// <summary>The folder that they were made from.</summary>
    public string Context => Path.Combine(_folder.Path, "context");

    public async ValueTask InitializeAsync()
    {
        await Docker.InitializeAsync();
        if (Missing is not null)
            return;
        Directory.CreateDirectory(Context);
        foreach (var name in Names)
        {
            await File.WriteAllTextAsync(Path.Combine(Context, name), name);
            (
                await BuildAsync(
                    $"FROM scratch\nCOPY {name} /{name.Replace("other-", "", StringComparison.Ordinal)}\n",
                    Context,
                    "--tag",
                    $"{Repository}:{name}"
                )
            ).ShouldBe(0);
        }
    }

    /// <returns>docker's exit code</returns>
    public async Task<int> BuildAsync(string dockerfile, string context, params string[] further)
    {
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.Dockerfile");
        await File.WriteAllTextAsync(path, dockerfile);
        var result = await Docker.Processes.CaptureAsync(
            new ProcessCommand(
                Docker.Info.Executable,
                ["buildx", "build", "--builder", Docker.Info.Builder!, "--provenance=false", "--progress=plain", "--file", path, .. further, context]
            ),
            CancellationToken.None
        );
        return result.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing is null)
            await Docker.Processes.CaptureAsync(
                new ProcessCommand(Docker.Info.Executable, ["rmi", "--force", .. Names.Select(name => $"{Repository}:{name}")]),
                CancellationToken.None
            );
        await Docker.DisposeAsync();
        _folder.Dispose();
    }
}
