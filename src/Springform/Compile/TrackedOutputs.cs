using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>Holds what a generator made against what git tracks. What differs is kept for the user, and shown as git shows differences.</summary>
internal sealed class TrackedOutputs(ProcessRunner processes, ProjectFolders folders)
{
    private const int ShownFiles = 8;
    private const int ShownLines = 60;
    private const int ShownCharacters = 200;

    /// <param name="tracked">the work tree's files that the outputs name</param>
    /// <param name="made">the command's outputs</param>
    /// <exception cref="SpringformException">E410 a file differs, is new, or is not made any more</exception>
    public async Task CheckAsync(CommandStep step, FileSet tracked, IReadOnlyList<ArchiveEntry> made, CancellationToken cancellation)
    {
        var known = tracked.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var files = made.Where(entry => entry.Kind != ArchiveEntryKind.Directory).ToList();
        var changed = files.Where(entry => known.TryGetValue(entry.Path, out var file) && !IsSame(entry, file)).ToList();
        var added = files.Where(entry => !known.ContainsKey(entry.Path)).ToList();
        var gone = known.Keys.Except(files.Select(entry => entry.Path), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (changed.Count + added.Count + gone.Count == 0)
            return;
        foreach (var entry in changed.Concat(added))
            Keep(entry);
        List<string> words =
        [
            .. changed.Select(entry => $"{entry.Path} differs"),
            .. added.Select(entry => $"{entry.Path} is new"),
            .. gone.Select(path => $"{path} is not made any more"),
        ];
        var more = words.Count > ShownFiles ? $", and {words.Count - ShownFiles} more" : "";
        var kept = changed.Count + added.Count > 0;
        throw new SpringformException(
            new Problem(
                ErrorCode.GeneratedDiffers,
                $"the command makes other files than git tracks: {string.Join(", ", words.Take(ShownFiles))}{more}",
                $"step {step.Id}",
                $"{(kept ? "take them with: cp -R .springform/generated/. .; then " : "")}read the changes, and commit them"
            )
            {
                Details = await DifferencesAsync(changed, cancellation),
            }
        );
    }

    private static bool IsSame(ArchiveEntry entry, FileFact file)
    {
        var kind =
            entry.Kind == ArchiveEntryKind.Symlink ? FileKind.Link
            : entry.Executable ? FileKind.Executable
            : FileKind.Regular;
        if (kind != file.Kind)
            return false;
        using var content = kind == FileKind.Link ? new MemoryStream(Encoding.UTF8.GetBytes(entry.LinkTarget!)) : entry.OpenContent();
        return Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256;
    }

    private void Keep(ArchiveEntry entry)
    {
        var path = Path.Combine(folders.Generated, entry.Path);
        SystemFault.Guard(
            path,
            () =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (entry.Kind == ArchiveEntryKind.Symlink)
                {
                    File.CreateSymbolicLink(path, entry.LinkTarget!);
                    return true;
                }

                using (var file = new FileStream(path, FileMode.Create, FileAccess.Write))
                using (var content = entry.OpenContent())
                    content.CopyTo(file);
                if (entry.Executable && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
                return true;
            }
        );
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(IReadOnlyList<ArchiveEntry> changed, CancellationToken cancellation)
    {
        var shown = new List<string>();
        foreach (var entry in changed.TakeWhile(_ => shown.Count < ShownLines))
        {
            shown.Add($"--- {entry.Path}");
            var isInHead = true;
            string[] question = ["diff", "--no-index", "--no-ext-diff", "--no-textconv", "--", entry.Path, Path.Combine(folders.Generated, entry.Path)];
            var command = GitProgram.Command(processes.Environment, folders.Root, question) with
            {
                // Its first lines name files of which one is ours.
                OutputLine = line =>
                {
                    isInHead &= !line.StartsWith("@@", StringComparison.Ordinal) && !line.StartsWith("old mode", StringComparison.Ordinal);
                    isInHead &= !line.StartsWith("Binary files", StringComparison.Ordinal);
                    if (!isInHead && shown.Count < ShownLines)
                        shown.Add(line.StartsWith("Binary files", StringComparison.Ordinal) ? "both are binary" : Cut(line));
                },
                ErrorLine = line => shown.Add(Cut(line)),
            };
            await processes.RunAsync(command, cancellation);
        }

        return shown.Count < ShownLines ? shown : [.. shown.Take(ShownLines), "(more is not shown)"];
    }

    private static string Cut(string line) => line.Length > ShownCharacters ? line[..ShownCharacters] + "..." : line;
}
