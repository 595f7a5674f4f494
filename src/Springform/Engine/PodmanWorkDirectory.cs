using System.Formats.Tar;

namespace Springform.Engine;

/// <summary>
/// Makes a container's work directory where it is missing. docker does so when it creates the container; podman does not, then copies nothing into it and does
/// not start the command.
/// </summary>
internal sealed class PodmanWorkDirectory(Client client, string container, string path)
{
    private const UnixFileMode Mode = (UnixFileMode)0b111_101_101;

    public async Task EnsureAsync(CancellationToken cancellation)
    {
        // An archive of nothing goes into a directory that exists, and leaves its owner and mode alone.
        var probe = client.Command(CommandLines.CopyIn(container, path)) with
        {
            Input = EmptyAsync,
        };
        var result = await client.CaptureAsync(probe, cancellation);
        if (result.Succeeded)
            return;
        var make = client.Command(CommandLines.CopyIn(container, "/")) with { Input = DirectoryAsync };
        await client.RequireAsync(make, $"the work directory {path} could not be made", cancellation);
    }

    private static async Task EmptyAsync(Stream stream, CancellationToken cancellation) => await stream.WriteAsync(new byte[1024], cancellation);

    private async Task DirectoryAsync(Stream stream, CancellationToken cancellation)
    {
        await using var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, path.Trim('/') + "/") { Mode = Mode }, cancellation);
    }
}
