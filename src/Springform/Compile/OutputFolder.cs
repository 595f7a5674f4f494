using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>
/// Takes what a command left and keeps what its output patterns name. An input that comes back unchanged is no output: a pattern that only
/// matches such files matched nothing.
/// </summary>
public sealed class OutputFolder(CommandStep step, string folder)
{
    private const int ShownProblems = 20;

    private static readonly (ItemPrivileges Bit, string Name)[] BitNames =
        [(ItemPrivileges.SetUserId, "setuid"), (ItemPrivileges.SetGroupId, "setgid"), (ItemPrivileges.Sticky, "sticky")];

    private readonly Func<string, bool> isOutput = Glob.Matcher(step.Outputs);
    private readonly Dictionary<string, FileFact> inputs = step.Key.Files.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> filled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> refused = new(StringComparer.Ordinal);

    /// <param name="path">relative to the project</param>
    /// <param name="item">already found safe by the archive reader; a hard link's target is relative to the project too</param>
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

        var host = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(host)!);
        var hash = item.Kind switch
        {
            ArchiveEntryKind.Symlink => Link(host, item.LinkTarget!),
            ArchiveEntryKind.HardLink => CopyOfEarlier(host, item),
            _ => Write(host, content, item.Executable),
        };
        if (inputs.TryGetValue(path, out var input) && input.Sha256 == hash && (input.Kind == FileKind.Link) == (item.Kind == ArchiveEntryKind.Symlink))
        {
            Remove(host);
        }
        else
        {
            taken.Add(path);
        }
    }

    /// <exception cref="SpringformException">E408 naming every output that cannot be kept as it is, E403 every pattern that matched nothing new</exception>
    public void Check()
    {
        // A folder that no pattern names counts only where it holds what one does.
        var unkeepable = refused.Where(pair => isOutput(pair.Key) || taken.Any(path => path.StartsWith(pair.Key + "/", StringComparison.Ordinal)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(ShownProblems).Select(pair => Unkeepable(pair.Key, pair.Value)).ToList();
        if (unkeepable.Count > 0)
        {
            throw new SpringformException(unkeepable);
        }

        var empty = step.Outputs.Where(pattern => !pattern.StartsWith('!') && Glob.Match([pattern], taken).Count == 0).ToList();
        if (empty.Count > 0)
        {
            throw new SpringformException([.. empty.Select(pattern => new Problem(
                ErrorCode.NoOutput,
                $"the command succeeded but made nothing that matches the output {Quoted.Of(pattern)}",
                $"step {step.Id}",
                taken.Count == 0
                    ? "let the command write it below its working folder, or correct outputs: in springform.yaml"
                    : $"it made: {string.Join(", ", taken.Order(StringComparer.Ordinal).Take(8))}"))]);
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
    private static string Refusal(string path, ArchivedItem item) =>
        FileName.Refusal(path) is { Length: > 0 } name ? $"its name {name}"
        : item.LinkTarget is { } target && FileName.Refusal(target) is { Length: > 0 } link ? $"it is a link to a name that {link}"
        : item.Privileges.HasFlag(ItemPrivileges.Capabilities) ? "it has Linux capabilities, which archives leave behind"
        : (item.Privileges & ItemPrivileges.Bits, item.Kind) switch
        {
            (ItemPrivileges.None, _) or (ItemPrivileges.Sticky, not ArchiveEntryKind.Directory) => "",
            var (bits, _) => $"it has the {string.Join(" and ", BitNames.Where(pair => bits.HasFlag(pair.Bit)).Select(pair => pair.Name))} bit, which archives leave behind",
        };

    private Problem Unkeepable(string path, string reason) => new(
        ErrorCode.UnkeepableOutput,
        $"the output {Quoted.Of(path)} cannot be kept: {reason}",
        $"step {step.Id}, outputs {string.Join(", ", step.Outputs)}",
        reason.StartsWith("it has", StringComparison.Ordinal)
            ? "let the command take it away again (chmod ug-s,-t FILE; setcap -r FILE), and what installs the package set it"
            : "let the command give it a plain name, or choose outputs: that do not match it");

    // With the folders that were made for it alone: they are not what the command left empty.
    private void Remove(string host)
    {
        File.Delete(host);
        for (var above = Path.GetDirectoryName(host)!; above.Length > folder.Length && !Directory.EnumerateFileSystemEntries(above).Any(); above = Path.GetDirectoryName(above)!)
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
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                file.Write(buffer, 0, read);
            }
        }

        SetMode(host, executable);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A hard link names a file that came before it in the stream.</summary>
    private string CopyOfEarlier(string host, ArchivedItem item)
    {
        var earlier = Path.Combine(folder, item.LinkTarget!);
        if (!File.Exists(earlier))
        {
            throw new SpringformException(new Problem(
                ErrorCode.NoOutput,
                $"the output {item.Path} is a hard link to {item.LinkTarget}, which is not an output",
                $"step {step.Id}",
                "declare both as outputs, or let the command copy instead of link"));
        }

        File.Copy(earlier, host);
        SetMode(host, item.Executable);
        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(host)));
    }

    private static void SetMode(string host, bool executable)
    {
        const UnixFileMode plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(host, executable ? plain | execute : plain);
        }
    }
}
