using System.Security.Cryptography;
using System.Text;
using Springform.Errors;
using Springform.Files;
using Springform.Keys;

namespace Springform.Facts;

/// <summary>
/// What a checkout of the commit would write: git's filters (line ends, encodings, programs) may make other bytes than those that git stores. Asked only of
/// files whose bytes are not the stored ones. Git LFS is not run: its pointer says what the file's SHA-256 is.
/// </summary>
internal sealed class Checkout(GitCommand git)
{
    /// <summary>Its answers are held in memory.</summary>
    private const long MostBytesAtATime = 64 << 20;

    private static readonly string[] WithoutLfs = ["-c", "filter.lfs.smudge=", "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false"];

    /// <summary>The files whose bytes are those of a checkout.</summary>
    /// <param name="files">what the commit stores, path, and what lies there</param>
    public IReadOnlySet<string> Same(IReadOnlyList<(string Id, string Path, FileFact Fact)> files)
    {
        var same = new HashSet<string>(StringComparer.Ordinal);
        if (files.Count == 0)
        {
            return same;
        }

        // .gitattributes counts from the top of the repository on, and the project may be a folder of it.
        var place = git.AskAsync(["rev-parse", "--show-prefix"]).GetAwaiter().GetResult().TrimEnd('\n');
        var asked = new List<(string Id, string Path, FileFact Fact)>();
        long bytes = 0;
        foreach (var file in files.Where(file => !$"{place}{file.Path}".Contains('\n', StringComparison.Ordinal))) // git reads one a line
        {
            asked.Add(file);
            bytes += file.Fact.SizeBytes;
            if (bytes > MostBytesAtATime)
            {
                Compare(place, asked, same);
                (asked, bytes) = ([], 0);
            }
        }

        Compare(place, asked, same);
        return same;
    }

    /// <summary>Those of the pointers that nobody declared to be files of their own, with <c>-filter</c> in .gitattributes.</summary>
    public IReadOnlyList<string> NotDeclared(IReadOnlyList<string> pointers)
    {
        if (pointers.Count == 0)
        {
            return [];
        }

        // path, attribute, value
        var answer = git.AskAsync(["check-attr", "-z", "--stdin", "filter"], string.Join('\0', pointers) + '\0').GetAwaiter().GetResult();
        return [.. answer.Split('\0').Chunk(3).Where(fields => fields is [_, _, not "unset"]).Select(fields => fields[0])];
    }

    private void Compare(string place, List<(string Id, string Path, FileFact Fact)> files, HashSet<string> same)
    {
        if (files.Count == 0)
        {
            return;
        }

        ReadOnlyMemory<byte> answer;
        var mark = Guid.NewGuid().ToString("N");
        try
        {
            answer = git.AskBytesAsync(
                    [.. WithoutLfs, "cat-file", "--filters", $"--batch={mark}"],
                    string.Concat(files.Select(file => $"{file.Id} {place}{file.Path}\n"))
                )
                .GetAwaiter()
                .GetResult();
        }
        catch (SpringformException)
        {
            return; // a filter that does not run here says nothing: the files count as changed
        }

        // Before each file stands the mark on a line, and after each a line break. A size in its place would be that of what git stores.
        var line = Encoding.ASCII.GetBytes(mark + '\n');
        var rest = answer.Span;
        foreach (var (_, path, fact) in files)
        {
            if (!rest.StartsWith(line))
            {
                return;
            }

            rest = rest[line.Length..];
            var next = rest.IndexOf(line);
            var content = next < 0 ? rest[..^1] : rest[..(next - 1)];
            rest = next < 0 ? [] : rest[next..];
            if (IsSame(content, fact))
            {
                same.Add(path);
            }
        }
    }

    private static bool IsSame(ReadOnlySpan<byte> content, FileFact fact) =>
        Convert.ToHexStringLower(SHA256.HashData(content)) == fact.Sha256
        || (
            content.Length < LfsPointer.MostBytes
            && LfsPointer.Parse(Encoding.UTF8.GetString(content)) is { } pointer
            && pointer.Sha256 == fact.Sha256
            && pointer.SizeBytes == fact.SizeBytes
        );
}
