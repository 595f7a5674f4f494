using Springform.Archives;
using Springform.Archives.Packages;
using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>The artifacts: archives per target, and the source archive.</summary>
internal sealed class PackagePlanner(
    PlanContext context,
    IReadOnlyList<RecipeStep> recipes,
    IReadOnlyList<CommandStep> commands,
    RepairPlanner repairs,
    StepKeys keys
)
{
    private readonly PackagedImages images = new(context);
    private readonly SystemPackages systems = new(context);

    public IReadOnlyList<ArtifactStep> Packages(IReadOnlyList<PlannedTarget> targets) =>
        [
            .. from planned in targets
            from package in context.Config.Packages
            where package.Targets is null || package.Targets.Any(pattern => TargetName.Fits(pattern, planned.Target.Id))
            from system in systems.Of(package, planned.Target)
            select Package(package, planned, system),
        ];

    /// <summary>Null when there are no tools. Sources of every recipe: a sources-only recipe belongs to binaries of the others.</summary>
    public ArtifactStep? Sources()
    {
        if (recipes.Count == 0)
        {
            return null;
        }

        var config = context.Config.Sources;
        var archive = Template.Expand(config.Archive, context.ProjectValues);
        var checksums = Checksums(config.Checksums, archive, config.Md5Name, context.ProjectValues);
        var step = new ArtifactStep(archive, null, new ToolSources(), StepKeys.None)
        {
            RecipeIds = [.. recipes.Select(recipe => recipe.Id)],
            Checksums = checksums,
        };
        return keys.Keyed(step, null);
    }

    private ArtifactStep Package(PackageConfig config, PlannedTarget planned, SystemPackage? system)
    {
        var target = planned.Target;
        var values = context.ValuesOf(target);
        var archive = system is null ? Template.Expand(config.FileName, values) : SystemPackages.FileName(system);
        var root = config.Root is null ? null : Template.Expand(config.Root, values);
        var files = config
            .Files.Where(file => system is null || file.Formats?.Contains(SystemPackages.Word(system.Format)) != false)
            .Select(file => Planned(file, values))
            .ToList();
        var scripts = SystemPackages.Scripts(config);
        var own = commands.Where(command => command.Target is null || command.Target.Id == target.Id).ToList();
        var packed = Recipes(files, target, archive);
        var tree = context.Select([.. files.Select(file => file.From).OfType<string>(), .. scripts.Values]);
        var checksums = Checksums(config.Checksums, archive, config.Md5Name, values);
        var content = new PlannedFiles(root, files, tree)
        {
            Package = config,
            Repair = config.Repair ? repairs.Archive(target, root) : null,
            System = system,
            Scripts = scripts,
        };
        if (system is null && ArchiveFormats.FromFileName(archive) == ArchiveFormats.OciTar)
            content = images.Image(content, target, archive);
        var step = new ArtifactStep(archive, target, content, StepKeys.None)
        {
            CommandIds = [.. own.Where(command => !command.IsTest).Select(command => command.Id)],
            TestIds = [.. own.Where(command => command.IsTest).Select(command => command.Id)],
            RecipeIds = [.. packed.Select(recipe => recipe.Id)],
            Checksums = checksums,
        };
        return keys.Keyed(step, planned.Abi);
    }

    private static PlannedFile Planned(FileConfig file, IReadOnlyDictionary<string, string> values)
    {
        var to = file.To is null ? null : Template.Expand(file.To, values);
        var planned =
            file.Text is { } text ? new PlannedFile(null, null, to) { Text = Template.Expand(text, values) }
            : file.Tool is { } tool ? new PlannedFile(null, tool.Length == 0 ? PlannedFile.AllTools : tool, to)
            : new PlannedFile(Template.Expand(file.From, values), null, to);
        return planned with { Attributes = SystemPackages.Attributes(file) };
    }

    private List<RecipeStep> Recipes(IReadOnlyList<PlannedFile> files, Target target, string archive)
    {
        var mine = recipes.Where(recipe => recipe.Platform == target.Platform).ToList();
        var missing = files
            .Where(file => file.Tool is not null && !(file.Tool == PlannedFile.AllTools ? mine.Count > 0 : mine.Any(recipe => recipe.Tool == file.Tool)))
            .Select(file => new Problem(
                ErrorCode.UnknownReference,
                file.Tool == PlannedFile.AllTools
                    ? $"no tool is made for {target.Platform}"
                    : $"the tool {Quoted.Of(file.Tool!)} is not made for {target.Platform}",
                $"springform.yaml, packages, {archive}, target {target.Id}",
                Nearest.Hint(
                    file.Tool!,
                    [.. mine.Select(recipe => recipe.Tool)],
                    Platform.Of(target.Platform).IsLinux
                        ? $"add {target.Platform} to tools.platforms"
                        : "tools are made for linux only: limit the package with targets:"
                )
            ))
            .ToList();
        return missing.Count > 0
            ? throw new SpringformException(missing)
            : [.. mine.Where(recipe => files.Any(file => file.Tool == PlannedFile.AllTools || file.Tool == recipe.Tool))];
    }

    private static List<ChecksumFile> Checksums(IReadOnlyList<string> algorithms, string archive, string md5Name, IReadOnlyDictionary<string, string> values) =>
        [
            .. algorithms.Select(algorithm => new ChecksumFile(
                algorithm,
                algorithm == "md5"
                    ? Template.Expand(md5Name, new Dictionary<string, string>(values, StringComparer.Ordinal) { ["artifact"] = archive })
                    : $"{archive}.{algorithm}"
            )),
        ];
}
