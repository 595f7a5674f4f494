using System.Formats.Tar;
using System.Text;

namespace Springform.ContainerTests.Support;

/// <summary>Small tar streams for inputs and contexts, and what came out of a container as a dictionary.</summary>
internal static class Tar
{
    public static Func<Stream, CancellationToken, Task> Of(params (string Path, string Text)[] files) =>
        async (stream, cancellation) =>
        {
            await using var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
            foreach (var (path, text) in files)
            {
                var entry = new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
                await writer.WriteEntryAsync(entry, cancellation);
            }
        };

    /// <summary>Entry names as they come, without a trailing slash, and texts; folders have an empty text.</summary>
    public static Func<Stream, CancellationToken, Task> Into(IDictionary<string, string> files) =>
        async (stream, cancellation) =>
        {
            await using var reader = new TarReader(stream);
            while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                using var text = new MemoryStream();
                if (entry.DataStream is { } data)
                    await data.CopyToAsync(text, cancellation);
                files[entry.Name.TrimEnd('/')] = Encoding.UTF8.GetString(text.ToArray());
            }
        };
}
