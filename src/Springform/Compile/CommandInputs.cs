using Springform.Archives;
using Springform.Cache;
using Springform.Errors;
using Springform.Files;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>What a command sees: exactly its keyed inputs, and over them the outputs of the commands before it.</summary>
/// <param name="resultOf">the stored result of a command; null: there is none</param>
internal sealed class CommandInputs(string projectFolder, Func<CommandStep, Blob?> resultOf)
{
    /// <param name="scratch">a folder of its own, which holds content of the entries as long as they are used</param>
    /// <exception cref="SpringformException">E406 a command before it has no result</exception>
    public async Task<IReadOnlyList<ArchiveEntry>> OfAsync(BuildPlan plan, CommandStep step, string scratch, CancellationToken cancellation)
    {
        var entries = step.Key.Files.Files.ToDictionary(file => file.Path, FromWorkTree, StringComparer.Ordinal);
        foreach (var (id, index) in step.After.Select((id, index) => (id, index)))
        {
            var blob = resultOf(plan.Command(id)) ?? throw Missing(step, id);
            var folder = Path.Combine(scratch, $"before-{index}");
            await new ArchiveReader().ExtractToAsync(blob.Path, folder, cancellation);
            foreach (var entry in DirectoryEntries.Below(folder))
            {
                entries[entry.Path] = entry;
            }
        }

        return [.. entries.Values];
    }

    private ArchiveEntry FromWorkTree(FileFact file)
    {
        var path = Path.Combine(projectFolder, file.Path);
        return file.Kind == FileKind.Link
            ? ArchiveEntry.Symlink(file.Path, new FileInfo(path).LinkTarget ?? "")
            : ArchiveEntry.FromFile(file.Path, path, file.Kind == FileKind.Executable);
    }

    private static SpringformException Missing(CommandStep step, string before) =>
        new(
            new Problem(
                ErrorCode.MissingInput,
                $"the result of {before} is missing",
                $"step {step.Id}",
                "it is made by step Compile: run again without --exclusive"
            )
        );
}
