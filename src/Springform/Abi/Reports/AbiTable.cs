using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Errors;
using Springform.Names;

namespace Springform.Abi.Reports;

/// <summary>Reports for people. What does not fit beside the rest goes below it: at 40 columns everything can still be read.</summary>
/// <param name="width">columns</param>
internal sealed class AbiTable(int width)
{
    private const int NeedsWidth = 22;
    private const int KindWidth = 28;
    private const int NarrowColumns = NeedsWidth + KindWidth + 20;

    private static readonly string Indent = new(' ', NeedsWidth);

    /// <summary>One line for each artifact: what it runs on, and which file decides that.</summary>
    public static IEnumerable<string> Artifacts(IReadOnlyList<ExaminedArtifact> artifacts)
    {
        foreach (var artifact in artifacts)
        {
            var needs = artifact.Floor?.Text ?? Natives(artifact.Contents) ?? "no ELF file";
            var name = Quoted.Clean(artifact.Name);
            yield return $"{needs.PadRight(NeedsWidth)} {name}{(artifact.Policy is null ? "" : $"  ({artifact.Policy})")}";
            if (artifact.Floor?.Because is { } because)
                yield return $"{Indent}   set by {Quoted.Clean(because)}";
            foreach (var warning in Warnings(artifact))
                yield return $"{Indent}   {warning}";
        }
    }

    /// <summary>x86_64 Windows; aarch64 macOS 11.0, that of the file that needs the newest.</summary>
    private static string? Natives(AbiContents contents) =>
        contents.Natives.Select(file => file.Image).OrderByDescending(image => image.MinimumOs.Select(part => part.Version).Max()).FirstOrDefault() is { } image
            ? string.Join(", ", image.Words)
            : null;

    private static IEnumerable<string> Warnings(ExaminedArtifact artifact) =>
        artifact.Warnings.Select(warning => Quoted.Clean($"warning: {warning.Path} {warning.What}"));

    /// <summary>One line for each file, and what they need together.</summary>
    public IEnumerable<string> Files(ExaminedArtifact artifact)
    {
        var bundle = Bundle.Of(artifact.Contents.Files);
        yield return Row("needs", "kind", "file").First();
        foreach (var group in artifact.Contents.Files.GroupBy(OwnerOf))
        {
            var members = group.ToList();
            var isArchive = group.Key != members[0].Path;
            var floor = isArchive ? AbiFloor.Of(members)! : AbiFloor.Of(members[0], bundle);
            var kind = $"{members[0].Elf.Machine} {AbiWords.Of(members[0].Elf.Kind)}{(isArchive ? $"s, {members.Count}" : "")}";
            foreach (var line in Row(NeedsOf(members[0], floor), kind, Quoted.Clean(group.Key)))
                yield return line;
        }

        foreach (var file in artifact.Contents.Natives)
        {
            foreach (var line in Row(string.Join(", ", file.Image.Words), $"{file.Image.Format} {file.Image.Kind}", Quoted.Clean(file.Path)))
                yield return line;
        }

        yield return "";
        foreach (var line in Summary(artifact))
            yield return line;
    }

    private static IEnumerable<string> Summary(ExaminedArtifact artifact)
    {
        var floor = artifact.Floor;
        yield return $"{Counted.Of(artifact.Contents.Files.Count, "ELF file")} in {Quoted.Clean(artifact.Name)}, lowest system: {floor?.Text ?? "none"}";
        if (floor?.Because is { } because)
            yield return $"  set by {Quoted.Clean(because)}";
        if (floor?.Gcc is { } gcc)
            yield return $"  libstdc++ and libgcc_s of GCC {gcc}";
        if (artifact.Policy is { } policy)
            yield return artifact.Violations.Count == 0 ? $"  holds to {policy}" : $"  breaks {policy}, {artifact.Violations.Count}x";
        foreach (var warning in Warnings(artifact))
            yield return $"  {warning}";
    }

    private static string NeedsOf(AbiFile file, AbiFloor floor) =>
        file.Elf.Kind is ElfKind.DebugInformation or ElfKind.Core or ElfKind.Other ? "-" : floor.Text;

    private IEnumerable<string> Row(string needs, string kind, string file)
    {
        if (width >= NarrowColumns)
        {
            yield return $"{needs.PadRight(NeedsWidth)} {kind.PadRight(KindWidth)} {file}";
            yield break;
        }

        yield return file;
        yield return $"  {needs}, {kind}";
    }

    // Members of one static library are one row.
    private static string OwnerOf(AbiFile file)
    {
        var open = file.Path.EndsWith(')') ? file.Path.LastIndexOf('(') : -1;
        return open > 0 ? file.Path[..open] : file.Path;
    }
}
