using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>
/// Takes what a command left and keeps what its output patterns name; the rest decides about nothing. An input that comes back unchanged, in content and mode,
/// is no output: a pattern that only matches such files matched nothing. All content lies in one file: a folder of a hundred thousand small ones would take as
/// long to make and to delete as the command took.
/// </summary>
/// <param name="step">whose outputs they are</param>
/// <param name="spool">made with the first content, in a folder that need not exist; deleted with this object</param>
internal sealed class OutputSpool(CommandStep step, string spool) : IDisposable
{
    private const int ShownProblems = 20;

    // What no pattern of springform.yaml can have in it.
    private static readonly SearchValues<char> Unspellable = SearchValues.Create("?[]{}\uFFFD");

    // What cannot be read back is not stored.
    private static readonly ArchiveLimits Limits = new();

    private static readonly (ItemPrivileges Bit, string Name)[] BitNames =
    [
        (ItemPrivileges.SetUserId, "setuid"),
        (ItemPrivileges.SetGroupId, "setgid"),
        (ItemPrivileges.Sticky, "sticky"),
    ];

    private readonly Func<string, bool> isOutput = Glob.Matcher(step.Outputs);
    private readonly Dictionary<string, FileFact> inputs = step.Key.Files.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> filled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Kept> kept = new(StringComparer.Ordinal);
    private readonly List<string> separate = [];
    private readonly byte[] buffer = new byte[1 << 17];
    private FileStream? file;
    private long totalBytes;

    public void Dispose() => file?.Dispose();

    /// <summary>Hard links whose file no pattern names: each has to be asked for by its own name. None once they were given.</summary>
    public IReadOnlyList<string> TakeSeparate()
    {
        List<string> paths = [.. separate];
        separate.Clear();
        return paths;
    }

    /// <summary>Whether a pattern names it.</summary>
    public bool Wants(string path) => path.Length > 0 && isOutput(path);

    /// <summary>What cannot even be read.</summary>
    public void Refuse(string path, string reason) => refused[path] = reason;

    /// <param name="path">relative to the project</param>
    /// <param name="item">as it was found; a hard link's target is relative to the project too</param>
    /// <param name="content">of a file; read to its end when it is taken</param>
    public void Add(string path, ArchivedItem item, Stream content)
    {
        if (path.Length == 0)
        {
            return;
        }

        // Also what is no output fills its folder: only what the command left empty is kept as an empty folder.
        filled.Add(Path.GetDirectoryName(path)!);
        var isTaken = isOutput(path);
        if ((isTaken || item.Kind == ArchiveEntryKind.Directory) && Refusal(path, item) is { Length: > 0 } refusal)
        {
            refused[path] = refusal;
            return;
        }

        if (isTaken && item.Kind == ArchiveEntryKind.Directory)
        {
            folders.Add(path);
        }

        if (!isTaken || item.Kind == ArchiveEntryKind.Directory)
        {
            return;
        }

        if (item.Kind == ArchiveEntryKind.HardLink && !kept.ContainsKey(item.LinkTarget!))
        {
            separate.Add(path);
            return;
        }

        var output = item.Kind switch
        {
            ArchiveEntryKind.Symlink => Link(item.LinkTarget!),
            ArchiveEntryKind.HardLink => kept[item.LinkTarget!], // it names what came before it in the stream, and has its mode
            _ => Write(content, item.Executable),
        };
        if (!kept.TryAdd(path, output))
        {
            throw new InvalidOperationException($"{path} came twice");
        }
    }

    /// <exception cref="SpringformException">E408 naming every output that cannot be kept as it is, E403 every pattern that matched nothing new</exception>
    public void Check()
    {
        Complete();
        // Inputs that came back unchanged go only now: before, a hard link could name them.
        foreach (var unchanged in kept.Where(pair => IsInput(pair.Key, pair.Value)).Select(pair => pair.Key).ToList())
        {
            kept.Remove(unchanged);
        }

        // A folder that no pattern names counts only where it holds what one does.
        var unkeepable = refused
            .Where(pair => isOutput(pair.Key) || kept.Keys.Any(path => path.StartsWith(pair.Key + "/", StringComparison.Ordinal)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(ShownProblems)
            .Select(pair => Unkeepable(pair.Key, pair.Value))
            .ToList();
        if (unkeepable.Count > 0)
        {
            throw new SpringformException(unkeepable);
        }

        var empty = step.Outputs.Where(pattern => !pattern.StartsWith('!') && Glob.Match([pattern], kept.Keys).Count == 0).ToList();
        if (empty.Count > 0)
        {
            throw new SpringformException([
                .. empty.Select(pattern => new Problem(
                    ErrorCode.NoOutput,
                    $"the command succeeded but made nothing that matches the output {Quoted.Of(pattern)}",
                    $"step {step.Id}",
                    kept.Count == 0
                        ? "let the command write it below its working folder, or correct outputs: in springform.yaml"
                        : $"it made: {string.Join(", ", kept.Keys.Order(StringComparer.Ordinal).Take(8))}"
                )),
            ]);
        }
    }

    /// <summary>
    /// Every output with the folders above it, and the folders that the command left empty. Their content is there until this object is disposed.
    /// </summary>
    public IReadOnlyList<ArchiveEntry> Entries()
    {
        Complete();
        var paths = kept.Keys.Concat(folders.Where(path => !filled.Contains(path))).ToList();
        var above = paths.SelectMany(ArchivePath.Parents).Concat(paths.Where(path => !kept.ContainsKey(path))).ToHashSet(StringComparer.Ordinal);
        return [.. above.Select(ArchiveEntry.Directory), .. kept.Select(pair => Entry(pair.Key, pair.Value))];
    }

    private ArchiveEntry Entry(string path, Kept output) =>
        output.LinkTarget is { } target
            ? ArchiveEntry.Symlink(path, target)
            : ArchiveEntry.FromStream(path, () => Content(output), output.SizeBytes, output.Kind == FileKind.Executable);

    // No archive of ours carries it, and without it the files would not be what the command made.
    private string Refusal(string path, ArchivedItem item) =>
        item.Kind == ArchiveEntryKind.Special ? "it is a device, a pipe or a socket"
        : path.Contains('\uFFFD', StringComparison.Ordinal) ? "its name is not UTF-8"
        : FileName.Refusal(path) is { Length: > 0 } name ? $"its name {name}"
        : item is { Kind: ArchiveEntryKind.Symlink, LinkTarget: { } target } && FileName.Refusal(target) is { Length: > 0 } link
            ? $"it is a link to a name that {link}"
        : ArchivePath.Normalise(path, Limits.MaxPathBytes, out var fault) is null ? $"its name {fault}"
        : item.Kind == ArchiveEntryKind.Symlink && ArchivePath.LinkRefusal(path, item.LinkTarget!, Limits.MaxPathBytes) is { } escape
            ? item.LinkTarget!.StartsWith('/') ? $"it leads out of the project, to {item.LinkTarget}"
                : $"it {escape}"
        : item.SizeBytes > Limits.MaxEntryBytes ? $"it is larger than {Limits.MaxEntryBytes} bytes"
        : (totalBytes += item.SizeBytes) > Limits.MaxTotalBytes ? $"with it the outputs are larger than {Limits.MaxTotalBytes} bytes"
        : item.Privileges.HasFlag(ItemPrivileges.Capabilities) ? "it has Linux capabilities, which archives leave behind"
        : (item.Privileges & ItemPrivileges.Bits, item.Kind) switch
        {
            (ItemPrivileges.None, _) or (ItemPrivileges.Sticky, not ArchiveEntryKind.Directory) => "",
            var (bits, _) =>
                $"it has the {string.Join(" and ", BitNames.Where(pair => bits.HasFlag(pair.Bit)).Select(pair => pair.Name))} bit, which archives leave behind",
        };

    private Problem Unkeepable(string path, string reason) =>
        new(
            ErrorCode.UnkeepableOutput,
            $"the output {Quoted.Of(path)} cannot be kept: {reason}",
            $"step {step.Id}, outputs {string.Join(", ", step.Outputs)}",
            Remedy(reason)
                + (FileName.Refusal(path).Length > 0 || path.AsSpan().IndexOfAny(Unspellable) >= 0 ? "" : $"; or leave it out of outputs (\"!{path}\")")
        );

    private static string Remedy(string reason) =>
        reason switch
        {
            _ when reason.StartsWith("it has", StringComparison.Ordinal) =>
                "let the command take it away again (chmod ug-s,-t FILE; setcap -r FILE), and what installs the package set it",
            _ when reason.StartsWith("its name", StringComparison.Ordinal) || reason.Contains("link to a name", StringComparison.Ordinal) =>
                "let the command give it a plain name, or choose outputs: that do not match it",
            _ when reason.StartsWith("it leads", StringComparison.Ordinal) || reason.StartsWith("it is a link", StringComparison.Ordinal) =>
                "make it a relative link to another output (ln -sr), or copy the file",
            _ when reason.Contains("read", StringComparison.Ordinal) => "let the command make it readable (chmod u+r)",
            _ when reason.Contains("larger", StringComparison.Ordinal) => "let the command split or compress it",
            _ => "let the command remove it at its end",
        };

    private static Kept Link(string target) => new(FileKind.Link) { LinkTarget = target };

    private Kept Write(Stream content, bool executable)
    {
        file ??= Open();
        var offset = file.Position;
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            // A hole of a sparse file takes no room here either.
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
                file.Write(buffer, 0, read);
            else
                file.Seek(read, SeekOrigin.Current);
        }

        return new Kept(executable ? FileKind.Executable : FileKind.Regular) { Offset = offset, SizeBytes = file.Position - offset };
    }

    // Only what has an input's name is hashed: the stored result is hashed as a whole.
    private bool IsInput(string path, Kept output) => inputs.TryGetValue(path, out var input) && input.Kind == output.Kind && input.Sha256 == Sha256(output);

    private string Sha256(Kept output)
    {
        if (output.LinkTarget is { } target)
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)));
        using var content = Content(output);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private FileRange Content(Kept output) => new(spool, output.Offset, output.SizeBytes);

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(spool)!);
        return new FileStream(
            spool,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 1 << 17,
            }
        );
    }

    /// <summary>What is read has left the buffer, and the file ends where its last content does, be that a hole.</summary>
    private void Complete()
    {
        if (file is null)
            return;
        file.Flush();
        if (file.Length < file.Position)
            file.SetLength(file.Position);
    }

    /// <param name="Kind">with the mode</param>
    private sealed record Kept(FileKind Kind)
    {
        public string? LinkTarget { get; init; }

        public long Offset { get; init; }

        public long SizeBytes { get; init; }
    }
}
