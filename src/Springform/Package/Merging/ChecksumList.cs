using Springform.Keys;

namespace Springform.Package.Merging;

/// <summary>What <c>sha256sum</c> or <c>md5sum</c> wrote: hash, two characters, name. Names are plain file names; anything else makes the list unreadable.</summary>
public static class ChecksumList
{
    private const int MaxBytes = 16 << 20;

    /// <param name="digits">64 for SHA-256, 32 for MD5</param>
    /// <returns>hash by name; null when the file is missing, no plain file, empty or not such a list</returns>
    public static IReadOnlyDictionary<string, string>? Read(string path, int digits = 64)
    {
        if (FileStat.Of(path) is not { IsRegular: true, SizeBytes: > 0 and <= MaxBytes })
            return null;
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadAllText(path).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0))
        {
            if (Entry(line, digits) is not var (name, hash) || !hashes.TryAdd(name, hash))
                return null;
        }

        return hashes.Count == 0 ? null : hashes;
    }

    // "hash  name" in text mode, "hash *name" in binary mode: coreutils, sha256sum(1).
    private static (string Name, string Hash)? Entry(string line, int digits)
    {
        if (line.Length <= digits + 2 || line[digits] != ' ' || line[digits + 1] is not (' ' or '*'))
            return null;
        var (hash, name) = (line[..digits].ToLowerInvariant(), line[(digits + 2)..]);
        return hash.All(char.IsAsciiHexDigitLower) && name.IndexOfAny(['/', '\\', '\0']) < 0 && name is not ("." or "..") ? (name, hash) : null;
    }
}
