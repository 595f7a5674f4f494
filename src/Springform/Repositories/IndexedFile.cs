using System.Security.Cryptography;
using Springform.Archives.Gzip;

namespace Springform.Repositories;

/// <summary>A file of a repository's index.</summary>
/// <param name="Path">below the folder that lists it, with forward slashes</param>
/// <param name="Content">all of it</param>
internal sealed record IndexedFile(string Path, byte[] Content)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>The same in gzip, byte for byte alike each time.</summary>
    public IndexedFile Gzipped()
    {
        using var packed = new MemoryStream();
        using (var gzip = new ParallelGzipStream(packed, workers: 1, CancellationToken.None))
        {
            gzip.Write(Content);
            gzip.Complete();
        }

        return new IndexedFile(Path + ".gz", packed.ToArray());
    }

    public void WriteTo(string folder)
    {
        var path = System.IO.Path.Combine(folder, Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Content);
    }
}
