using System.Globalization;
using Springform.Archives;
using Springform.Files;

namespace Build.Sdk;

/// <summary>
/// An archive with a stamp beside it: what it was made of, and its size and time, so that an archive that somebody else changed is not
/// taken for ours. The stamp is written last.
/// </summary>
/// <param name="path">a .tar</param>
internal sealed class StagedArchive(string path)
{
    private readonly string _stamp = path + ".stamp";

    /// <summary>The archive is as it was written.</summary>
    public bool IsIntact => MadeOf() is not null;

    public bool IsMadeOf(string identity) => MadeOf() == identity;

    /// <summary>Written beside and renamed; equal entries give equal bytes.</summary>
    public async Task WriteAsync(string identity, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(_stamp);
        await new ArchivePacker().PackAsync(entries, path, sourceDateEpoch: 0, cancellation);
        var text = $"{State()}\n{identity}";
        AtomicFile.Write(
            _stamp,
            file =>
            {
                using var writer = new StreamWriter(file);
                writer.Write(text);
                return true;
            }
        );
    }

    private string? MadeOf()
    {
        if (!File.Exists(_stamp) || !File.Exists(path))
            return null;

        var stamp = File.ReadAllText(_stamp).Split('\n', 2);
        return stamp.Length == 2 && stamp[0] == State() ? stamp[1] : null;
    }

    private string State()
    {
        var file = new FileInfo(path);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}");
    }
}
