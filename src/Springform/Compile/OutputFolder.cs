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
    private readonly Func<string, bool> isOutput = Glob.Matcher(step.Outputs);
    private readonly Dictionary<string, FileFact> inputs = step.Key.Files.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <param name="path">relative to the project</param>
    /// <param name="item">already found safe by the archive reader; a hard link's target is relative to the project too</param>
    /// <param name="content">of a file; read to its end when it is taken</param>
    public void Add(string path, ArchivedItem item, Stream content)
    {
        if (item.Kind == ArchiveEntryKind.Directory || path.Length == 0 || !isOutput(path))
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
            File.Delete(host);
        }
        else
        {
            taken.Add(path);
        }
    }

    /// <exception cref="SpringformException">E403 naming every pattern that matched nothing new</exception>
    public void Check()
    {
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

    public IReadOnlyList<ArchiveEntry> Entries() => Directory.Exists(folder) ? DirectoryEntries.Below(folder) : [];

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
