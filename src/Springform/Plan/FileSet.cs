using System.Security.Cryptography;
using System.Text;
using Springform.Files;

namespace Springform.Plan;

/// <summary>Files sorted by path (ordinal), with one digest over paths, kinds and contents.</summary>
public sealed class FileSet
{
    public static readonly FileSet Empty = new([]);

    public FileSet(IEnumerable<FileFact> files)
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Kind}\0{file.Path}\0{file.Sha256}\n"));
        }

        Digest = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public IReadOnlyList<FileFact> Files { get; }

    public string Digest { get; }
}
