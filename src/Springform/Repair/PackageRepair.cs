using Springform.Abi.Policies;
using Springform.Archives;
using Springform.Cache;
using Springform.Compile;
using Springform.Files;
using Springform.Images;
using Springform.Machine;
using Springform.Package;
using Springform.Plan;

namespace Springform.Repair;

/// <summary>
/// Repairs what is packed: the files of an archive before they are in it, and unpacked wheels. The policy says what systems have, and the builder has the rest.
/// </summary>
internal sealed class PackageRepair(BuildPlan plan, RepairTool tool, ImageSupply images, CommandHosts hosts, ProjectFolders folders, IOutput log)
{
    /// <summary>Packs an archive with the libraries that its files need.</summary>
    public async Task<StagedArchive> PackAsync(
        Packer packer,
        ArtifactStep step,
        PlannedFiles content,
        IReadOnlyDictionary<string, Blob> results,
        CancellationToken cancellation
    )
    {
        using var scratch = new ScratchFolder(folders);
        return await packer.PackAsync(
            plan,
            step,
            content,
            results,
            entries => ArchiveAsync(step, content.Repair!, entries, scratch.Path, cancellation),
            cancellation
        );
    }

    /// <summary>What is no ELF file stays where it lies.</summary>
    private async Task<ArchiveContents> ArchiveAsync(
        ArtifactStep step,
        PlannedRepair planned,
        EntryList entries,
        string scratch,
        CancellationToken cancellation
    )
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, source) in entries.Sources.Where(entry => entry.Value.Kind == ArchiveEntryKind.File && IsElf(entry.Value)))
            files[path] = await CopyAsync(source, Path.Combine(scratch, "files", path), cancellation);
        var links = entries
            .Sources.Where(entry => entry.Value.Kind == ArchiveEntryKind.Symlink)
            .ToDictionary(entry => entry.Key, entry => entry.Value.LinkTarget!, StringComparer.Ordinal);
        var repaired = await RunAsync(step, planned, new ArchiveTree(files, links), Path.Combine(scratch, "new"), scratch, cancellation);
        foreach (var path in repaired.Changed)
            entries.Replace(path, SourceOf(path, files[path], entries.Sources[path].Executable));
        foreach (var (path, file) in repaired.Added)
            entries.Add(path, SourceOf(path, file, executable: false));
        return new ArchiveContents(entries.Entries()) { Bundled = repaired.Libraries };
    }

    /// <param name="root">an unpacked wheel, which is changed</param>
    public async Task<IReadOnlyList<BundledLibrary>> WheelAsync(
        ArtifactStep step,
        PlannedRepair planned,
        string root,
        string scratch,
        CancellationToken cancellation
    )
    {
        var files = Directory
            .GetFiles(root, "*", SearchOption.AllDirectories)
            .Where(ElfFiles.IsElf)
            .ToDictionary(path => Path.GetRelativePath(root, path).Replace('\\', '/'), StringComparer.Ordinal);
        var repaired = await RunAsync(step, planned, new ArchiveTree(files, new Dictionary<string, string>()), root, scratch, cancellation);
        foreach (var (path, file) in repaired.Added.Where(entry => entry.Value != Path.Combine(root, entry.Key)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            File.Copy(file, Path.Combine(root, path));
        }

        return repaired.Libraries;
    }

    private async Task<RepairedArchive> RunAsync(
        ArtifactStep step,
        PlannedRepair planned,
        ArchiveTree tree,
        string newFiles,
        string scratch,
        CancellationToken cancellation
    )
    {
        var abi = plan.Abis.First(abi => abi.Archives.Contains(step.Archive));
        var builder = plan.Builder(planned.BuilderId);
        var repair = new LibraryRepair(
            await tool.FindAsync(cancellation),
            AbiPolicy.Of(abi, step.Archive),
            async (names, token) =>
            {
                await images.EnsureBuildersAsync(plan, [builder], token);
                return await new LibraryFinder(hosts.Of(builder), builder, scratch, log).FindAsync(names, token);
            }
        );
        var repaired = await repair.RunAsync(tree, planned, newFiles, $"step {step.Id}", cancellation);
        foreach (var line in repaired.Lines)
            log.Line($"    {step.Archive}: {line}");
        return repaired;
    }

    private static bool IsElf(PackSource source)
    {
        using var content = source.Open();
        return ElfFiles.IsElf(content);
    }

    private static async Task<string> CopyAsync(PackSource source, string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var content = source.Open();
        await using var copy = new FileStream(path, FileMode.CreateNew);
        await content.CopyToAsync(copy, cancellation);
        return path;
    }

    private static PackSource SourceOf(string path, string file, bool executable) =>
        new(path, ArchiveEntryKind.File, executable, null, new FileInfo(file).Length, "repair", () => File.OpenRead(file));
}
