using System.Security.Cryptography;
using Springform.Archives;
using Springform.Cache;
using Springform.Config;
using Springform.Errors;
using Springform.Package;
using Springform.Plan;

namespace Springform.Deploy;

/// <summary>
/// Takes the files of a deploy out of the results of commands and the work tree, each verified while it is read, and lays them into one folder.
/// </summary>
/// <param name="folder">of this run alone</param>
internal sealed class FilePicker(BuildPlan plan, DeployStep step, string projectFolder, string folder)
{
    private readonly List<PickedFile> picked = [];

    /// <param name="results">verified blobs by command id</param>
    /// <exception cref="SpringformException">
    /// E403 an entry matches nothing, E406 a result is missing or a file changed, E407 several files for one name, E408 a link
    /// </exception>
    public IReadOnlyList<PickedFile> Pick(IReadOnlyDictionary<string, Blob> results, CancellationToken cancellation)
    {
        var inputs = PackInputs.Of(plan, step.Files, step.Content, results, projectFolder, cancellation);
        var selection = new FileSelection(step.Files, inputs);
        for (var index = 0; index < step.Content.Files.Count; index++)
        {
            foreach (var (to, source) in selection.Select(step.Content.Files[index]).Where(entry => entry.Source.Kind != ArchiveEntryKind.Directory))
                Add(step.Config.Files[index], step.Content.Files[index].To is null ? null : to, source);
        }

        return picked;
    }

    private void Add(DeployFileConfig config, string? to, PackSource source)
    {
        if (source.Kind == ArchiveEntryKind.Symlink)
            throw new SpringformException(
                new Problem(
                    ErrorCode.UnkeepableOutput,
                    $"{source} is a symbolic link, and only files are deployed",
                    $"step {step.Files.Id}",
                    "name the file that it leads to"
                )
            );
        // A folder each, so that findings name a file as it is called.
        var place = Path.Combine(folder, picked.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), Path.GetFileName(source.Path));
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using (var content = source.Open())
        using (var file = File.Create(place))
            content.CopyTo(file);
        using var written = File.OpenRead(place);
        picked.Add(
            new PickedFile(
                source.Path,
                to,
                place,
                Convert.ToHexStringLower(SHA256.HashData(written)),
                config.Mode ?? (source.Executable ? "0755" : "0644"),
                config.Owner
            )
        );
    }
}
