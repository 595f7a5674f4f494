using System.Text;
using Springform.Archives;
using Springform.Files;

namespace Springform.Cache;

/// <summary>Results that are one text, as toolchains and load tests leave them.</summary>
internal static class StoredText
{
    /// <summary>The content of the blob's only file.</summary>
    public static string Of(Blob blob)
    {
        var text = "";
        using var stream = PlainFile.OpenRead(blob.Path);
        new ArchiveReader()
            .ReadTarAsync(stream, (_, content) => text = new StreamReader(content, Encoding.UTF8).ReadToEnd(), CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        return text;
    }
}
