using System.Text;
using Springform.Archives;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>
/// Looks for secrets in outputs before they are stored: in names, in files, and in what tar, zip (so wheels and jars), gzip and zstd files hold. Secrets of less than
/// <see cref="ShortestLength"/> characters are passed over: words as short as these are in many files by chance.
/// </summary>
/// <param name="values">by name</param>
internal sealed class SecretSearch(IReadOnlyDictionary<string, string> values)
{
    public const int ShortestLength = 8;

    private const int BufferBytes = 1 << 20;
    private const int LongLine = 16;

    private static readonly ArchiveReader Reader = new(new ArchiveLimits { LooksOnly = true, MaxEntries = int.MaxValue, MaxTotalBytes = long.MaxValue, MaxEntryBytes = long.MaxValue });

    private readonly IReadOnlyList<(string Name, byte[] Form)> forms =
    [
        .. values.Where(secret => secret.Value.Trim().Length >= ShortestLength)
            .SelectMany(secret => Texts(secret.Value.Trim()).SelectMany(SecretForm.OfWhole).Select(form => form.Text).Distinct(StringComparer.Ordinal)
                .Select(text => (secret.Key, Encoding.UTF8.GetBytes(text)))),
    ];

    /// <exception cref="SpringformException">E506 for each output that holds one</exception>
    public async Task CheckAsync(CommandStep step, IReadOnlyList<ArchiveEntry> outputs, CancellationToken cancellation)
    {
        if (forms.Count == 0)
            return;
        var problems = new List<Problem>();
        foreach (var output in outputs)
        {
            foreach (var name in await InAsync(output, cancellation))
            {
                problems.Add(new Problem(
                    ErrorCode.SecretInOutput, $"the output {Quoted.Of(output.Path)} holds the secret {name}", $"step {step.Id}",
                    "let the command keep it out of what it makes, or leave the file out of outputs; the result was not stored"));
            }
        }

        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    // Of a key with line breaks also its longest line: others may end the lines differently.
    private static IEnumerable<string> Texts(string value) => value.Contains('\n', StringComparison.Ordinal)
        ? [value, .. value.Split('\n', StringSplitOptions.TrimEntries).OrderByDescending(line => line.Length).Take(1).Where(line => line.Length >= LongLine)]
        : [value];

    private async Task<IReadOnlySet<string>> InAsync(ArchiveEntry output, CancellationToken cancellation)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Search(new MemoryStream(Encoding.UTF8.GetBytes($"{output.Path}\n{output.LinkTarget}")), found, cancellation);
        if (output.HostPath is { } path)
        {
            await using (var file = File.OpenRead(path))
            {
                Search(file, found, cancellation);
            }

            await InsideAsync(path, found, cancellation);
        }

        return found;
    }

    /// <summary>What only looks like an archive, or is damaged, was searched as a file.</summary>
    private async Task InsideAsync(string path, SortedSet<string> found, CancellationToken cancellation)
    {
        var head = new byte[4];
        await using (var file = File.OpenRead(path))
        {
            await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        }

        var isZip = head is [(byte)'P', (byte)'K', ..];
        if (!isZip && head is not [0x1F, 0x8B, ..] && !head.AsSpan().SequenceEqual(ZstdInput.Magic))
            return;
        try
        {
            await Reader.ReadAsync(path, (_, content) => Search(content, found, cancellation), cancellation);
        }
        catch (SpringformException) when (!isZip)
        {
            await using var file = File.OpenRead(path);
            using var content = CompressedInput.Open(file);
            try
            {
                Search(content, found, cancellation);
            }
            catch (InvalidDataException)
            {
                // Not compressed after all.
            }
        }
        catch (SpringformException)
        {
            // No zip after all.
        }
    }

    private void Search(Stream content, SortedSet<string> found, CancellationToken cancellation)
    {
        var overlap = forms.Max(form => form.Form.Length) - 1;
        var buffer = new byte[BufferBytes + overlap];
        var kept = 0;
        for (int read; (read = content.ReadAtLeast(buffer.AsSpan(kept, BufferBytes), 1, throwOnEndOfStream: false)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            var text = buffer.AsSpan(0, kept + read);
            foreach (var (name, form) in forms)
            {
                if (!found.Contains(name) && text.IndexOf(form) >= 0)
                    found.Add(name);
            }

            kept = Math.Min(overlap, text.Length);
            text[^kept..].CopyTo(buffer);
        }
    }
}
