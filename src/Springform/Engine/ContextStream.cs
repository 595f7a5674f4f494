using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Springform.Engine;

/// <summary>
/// A build context with its Dockerfile in one tar stream on standard input, the one form that docker, buildx and podman share and that a remote engine takes.
/// The Dockerfile's name is derived from its text: <c>.springform-&lt;12 hex digits&gt;.Dockerfile</c>, so that it hides no file of the context and equal builds stay equal.
/// </summary>
internal sealed class ContextStream(ImageBuild build)
{
    private const int EndOfArchive = 2 * 512;

    private readonly byte[] _text = Encoding.UTF8.GetBytes(build.Dockerfile);

    public string DockerfileName => $".springform-{Convert.ToHexStringLower(SHA256.HashData(_text))[..12]}.Dockerfile";

    /// <summary>The Dockerfile's entry without the end-of-archive blocks, then the context's own archive.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellation)
    {
        using var entry = new MemoryStream();
        await using (var writer = new TarWriter(entry, TarEntryFormat.Ustar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(
                new UstarTarEntry(TarEntryType.RegularFile, DockerfileName)
                {
                    DataStream = new MemoryStream(_text),
                    Mode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                },
                cancellation);
        }

        await stream.WriteAsync(entry.GetBuffer().AsMemory(0, (int)entry.Length - EndOfArchive), cancellation);
        await build.Context(stream, cancellation);
    }
}
