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
/// is no output: a pattern that only matches such files matched nothing.
/// </summary>
public sealed class OutputFolder(CommandStep step, string folder)
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
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> filled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> refused = new(StringComparer.Ordinal);
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly List<string> separate = [];
    private long totalBytes;

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

        if (item.Kind == ArchiveEntryKind.HardLink && !written.Contains(item.LinkTarget!))
        {
            separate.Add(path);
            return;
        }

        if (!written.Add(path))
        {
            throw new InvalidOperationException($"{path} came twice");
        }

        var host = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(host)!);
        var hash = item.Kind switch
        {
            ArchiveEntryKind.Symlink => Link(host, item.LinkTarget!),
            ArchiveEntryKind.HardLink => CopyOfEarlier(host, item),
            _ => Write(host, content, item.Executable),
        };
        if (!inputs.TryGetValue(path, out var input) || input.Sha256 != hash || input.Kind != KindOf(host, item))
        {
            taken.Add(path);
        }
    }

    /// <exception cref="SpringformException">E408 naming every output that cannot be kept as it is, E403 every pattern that matched nothing new</exception>
    public void Check()
    {
        // A folder that no pattern names counts only where it holds what one does.
        var unkeepable = refused
            .Where(pair => isOutput(pair.Key) || taken.Any(path => path.StartsWith(pair.Key + "/", StringComparison.Ordinal)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(ShownProblems)
            .Select(pair => Unkeepable(pair.Key, pair.Value))
            .ToList();
        if (unkeepable.Count > 0)
        {
            throw new SpringformException(unkeepable);
        }

        // Inputs that came back unchanged go only now: before, a hard link could name them.
        foreach (var unchanged in written.Where(path => !taken.Contains(path)))
        {
            Remove(Path.Combine(folder, unchanged));
        }

        var empty = step.Outputs.Where(pattern => !pattern.StartsWith('!') && Glob.Match([pattern], taken).Count == 0).ToList();
        if (empty.Count > 0)
        {
            throw new SpringformException([
                .. empty.Select(pattern => new Problem(
                    ErrorCode.NoOutput,
                    $"the command succeeded but made nothing that matches the output {Quoted.Of(pattern)}",
                    $"step {step.Id}",
                    taken.Count == 0
                        ? "let the command write it below its working folder, or correct outputs: in springform.yaml"
                        : $"it made: {string.Join(", ", taken.Order(StringComparer.Ordinal).Take(8))}"
                )),
            ]);
        }
    }

    /// <summary>Every output, and the folders that the command left empty.</summary>
    public IReadOnlyList<ArchiveEntry> Entries()
    {
        foreach (var empty in folders.Where(path => !filled.Contains(path)))
        {
            Directory.CreateDirectory(Path.Combine(folder, empty));
        }

        return Directory.Exists(folder) ? DirectoryEntries.Below(folder) : [];
    }

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

    // With the folders that were made for it alone: they are not what the command left empty.
    private void Remove(string host)
    {
        File.Delete(host);
        for (
            var above = Path.GetDirectoryName(host)!;
            above.Length > folder.Length && !Directory.EnumerateFileSystemEntries(above).Any();
            above = Path.GetDirectoryName(above)!
        )
        {
            Directory.Delete(above);
        }
    }

    private static string Link(string host, string target)
    {
        File.CreateSymbolicLink(host, target);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)));
    }

    private static string Write(string host, Stream content, bool executable)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var file = new FileStream(host, FileMode.CreateNew, FileAccess.Write))
        {
            var buffer = new byte[1 << 17];
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                // A hole of a sparse file takes no room here either.
                if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
                    file.Write(buffer, 0, read);
                else
                    file.Seek(read, SeekOrigin.Current);
            }

            file.SetLength(file.Position);
        }

        SetMode(host, executable);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A hard link names a file that came before it in the stream, and has its mode.</summary>
    private string CopyOfEarlier(string host, ArchivedItem item)
    {
        File.Copy(Path.Combine(folder, item.LinkTarget!), host);
        using var content = File.OpenRead(host);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    // A hard link's own header has no mode.
    private static FileKind KindOf(string host, ArchivedItem item) =>
        item.Kind == ArchiveEntryKind.Symlink ? FileKind.Link
        : item.Executable
        || (item.Kind == ArchiveEntryKind.HardLink && !OperatingSystem.IsWindows() && File.GetUnixFileMode(host).HasFlag(UnixFileMode.UserExecute))
            ? FileKind.Executable
        : FileKind.Regular;

    private static void SetMode(string host, bool executable)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(host, executable ? EntryModes.Runnable : EntryModes.Plain);
        }
    }
}
