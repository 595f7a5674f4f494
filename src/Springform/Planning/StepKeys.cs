using Springform.Config;
using Springform.Config.Reading;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// Keys of the steps that pack and check: each is read off the finished step, so that what is carried out and what is hashed cannot differ. The keys of the
/// steps that they depend on are in them.
/// </summary>
/// <param name="epoch">SOURCE_DATE_EPOCH: the time of every packed file</param>
internal sealed class StepKeys(IEnumerable<CommandStep> commands, IEnumerable<RecipeStep> recipes, IEnumerable<BuilderStep> builders, string epoch)
{
    // By kind: a recipe and a builder may have the same id.
    private readonly Dictionary<string, ContentKey> ofCommands = ById(commands);
    private readonly Dictionary<string, ContentKey> ofRecipes = ById(recipes);
    private readonly Dictionary<string, ContentKey> ofBuilders = ById(builders);

    /// <summary>The step with its key.</summary>
    /// <param name="abi">what the target's libraries are held to, which decides what a repair brings along; null: nothing</param>
    public ArtifactStep Keyed(ArtifactStep step, AbiConfig? abi)
    {
        var key = new KeyBuilder(KindOf(step.Content))
            .Add("archive", step.Archive)
            .Add("checksums", step.Checksums.Select(file => file.Name))
            .Add("epoch", epoch);
        AddContent(key, step.Content);
        foreach (var id in step.CommandIds.Concat(step.TestIds))
        {
            key.Add($"step {id}", ofCommands[id]);
        }

        foreach (var id in step.RecipeIds)
        {
            key.Add($"recipe {id}", ofRecipes[id]);
        }

        if (step.Repair is { } repair)
        {
            key.Add(
                    "repair",
                    [
                        repair.Folder,
                        abi?.Policy ?? "",
                        .. (abi?.Libraries ?? []).Select(name => $"library {name}"),
                        .. (abi?.Exceptions ?? []).Select(path => $"exception {path}"),
                    ]
                )
                .Add("repair builder", ofBuilders[repair.BuilderId]);
        }

        return step with
        {
            Key = key.Build(),
        };
    }

    public static AbiStep Keyed(AbiStep step) =>
        step with
        {
            Key = new KeyBuilder("abi")
                .Add("archives", step.Archives)
                .Add("platform", step.Target.Platform)
                .Add("policy", step.Policy)
                .Add("libraries", step.Libraries)
                .Add("exceptions", step.Exceptions)
                .Add("any", step.ForAny)
                .Add("wheel", step.IsWheel.ToString())
                .Build(),
        };

    /// <summary>Pending while the base is.</summary>
    public static LoadStep Keyed(LoadStep step, PlannedBase planned)
    {
        var key = new KeyBuilder("load 3")
            .Add("archives", step.Archives)
            .Add("except", step.Except)
            .Add("platform", step.Target.Platform)
            .Add("exceptions", step.Exceptions)
            .Add("any", step.ForAny)
            .Add("glibc", step.Glibc);
        AddCommands(key, step.Commands);
        return step with { Key = (planned.Pin is { } pin ? key.Add("base", pin.Digest) : key.AddPending("base", $"base {planned.Name}")).Build() };
    }

    /// <param name="image">null: nothing is run</param>
    public static WheelTestStep Keyed(WheelTestStep step, BuilderStep? image)
    {
        var key = new KeyBuilder("wheel test").Add("interpreter", step.Interpreter).Add("imports", step.Imports);
        AddCommands(key, step.Commands);
        return step with { Key = (image is null ? key : key.Add("image", image.Key.Key)).Build() };
    }

    public static PrebuiltStep Keyed(PrebuiltStep step) =>
        step with
        {
            Key = new KeyBuilder("prebuilt")
                .Add("files", step.Files)
                .Add("checksums", step.Checksums)
                .Add("platform", step.Platform)
                .Add("exceptions", step.Exceptions)
                .Build(),
        };

    /// <summary>Of a step that is not finished yet.</summary>
    public static readonly StepKey None = new(ContentKey.Pending("pending (the step is being planned)"), [], FileSet.Empty);

    private static Dictionary<string, ContentKey> ById(IEnumerable<IStep> steps) =>
        steps.ToDictionary(step => step.Id, step => step.Key.Key, StringComparer.Ordinal);

    private static string KindOf(ArtifactContent content) =>
        content switch
        {
            PlannedFiles => "package",
            PlannedWheel => "wheel",
            PlannedSdist => "sdist",
            ToolSources => "sources",
            _ => throw new ArgumentException($"{content.GetType().Name} has no key"),
        };

    private static void AddContent(KeyBuilder key, ArtifactContent content)
    {
        switch (content)
        {
            case PlannedFiles files:
                AddSwitches(key, files.Package);
                if (files.Image is { } image)
                    key.Add(
                        "image",
                        [image.Platform, .. image.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")]
                    );
                if (files.System is { } system)
                    key.Add("system package", system.Facts())
                        .Add("scripts", files.Scripts.Select(script => $"{script.Key} {script.Value}"))
                        .Add("attributes", files.Files.Select(file => $"{file.Attributes}"));
                // As a switch that is off: packages without a text keep their keys.
                if (files.Files.Any(file => file.Text is not null))
                    key.Add("texts", files.Files.Select(file => file.Text ?? ""));
                key.Add("root", files.Root).Add("files", files.Files.Select(file => $"{file.From}|{file.Tool}|{file.To}")).Add(files.WorkTree);
                break;
            case PlannedWheel wheel:
                key.Add("pattern", wheel.Pattern).Add("extensions", wheel.Extensions);
                break;
            case PlannedSdist sdist:
                key.Add("pattern", sdist.Pattern);
                break;
        }
    }

    // What is off is left out, so that a new switch leaves the keys of those as they are who do not use it. What a repair depends on is added by itself.
    private static void AddSwitches(KeyBuilder key, PackageConfig package)
    {
        foreach (
            var shape in RecordShape
                .Of(typeof(PackageConfig))
                .Keys.Where(shape => shape.Type == typeof(bool) && shape.Property.Name != nameof(PackageConfig.Repair))
        )
        {
            if (shape.Property.GetValue(package) is true)
                key.Add($"package {shape.Name}", "true");
        }
    }

    private static void AddCommands(KeyBuilder key, IReadOnlyList<IReadOnlyList<string>> commands)
    {
        key.Add("commands", $"{commands.Count}");
        foreach (var (command, index) in commands.Select((command, index) => (command, index)))
        {
            key.Add($"command {index}", command);
        }
    }
}
