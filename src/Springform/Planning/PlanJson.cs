using System.Text.Json;
using Springform.Config;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>A plan for programs. Names in snake_case; a key that is not known yet begins with "pending".</summary>
internal static class PlanJson
{
    public static string Of(BuildPlan plan) =>
        DataJson.Of(
            new
            {
                plan.Project,
                Partial = plan.IsPartial,
                Key = plan.Key.Text,
                ToolsKey = plan.ToolsKey?.Text,
                Targets = plan.Targets.Select(target => new
                {
                    target.Id,
                    target.Platform,
                    target.BuildPlatform,
                    target.Base,
                    target.Variant,
                    target.Suffix,
                }),
                Bases = plan.Bases.Select(planned => new
                {
                    planned.Id,
                    planned.Image,
                    planned.Platform,
                    planned.MirrorSuite,
                    planned.Reference,
                    Source = planned.Pin?.Source.ToString().ToLowerInvariant(),
                    planned.Pin?.Digest,
                }),
                Recipes = plan.Recipes.Select(recipe => new
                {
                    recipe.Id,
                    recipe.Tool,
                    recipe.Platform,
                    recipe.BuildPlatform,
                    recipe.Context,
                    Key = recipe.Key.Key.Text,
                    recipe.Arguments,
                }),
                ToolsImages = plan.ToolsImages.Select(image => new
                {
                    image.Id,
                    image.Platform,
                    image.Reference,
                    image.FriendlyTag,
                    Key = image.Key.Key.Text,
                    image.RecipeIds,
                }),
                Builders = plan.Builders.Select(builder => new
                {
                    builder.Id,
                    builder.Platform,
                    builder.Reference,
                    builder.FriendlyTag,
                    builder.SharedReference,
                    Key = builder.Key.Key.Text,
                    builder.Arguments,
                }),
                BuilderTags = plan.BuilderTags.Select(tag => new { tag.Reference, tag.BuilderIds }),
                Commands = plan.Commands.Select(command => new
                {
                    command.Id,
                    Target = command.Target?.Id,
                    Builder = command.BuilderId,
                    command.Command,
                    command.Environment,
                    command.Outputs,
                    command.Network,
                    command.After,
                    Key = command.Key.Key.Text,
                }),
                Artifacts = plan.Artifacts.Select(Artifact),
                Abi = plan.Abis.Select(abi => new
                {
                    Target = abi.Target.Id,
                    abi.Target.Platform,
                    abi.Policy,
                    abi.Libraries,
                    abi.Exceptions,
                    abi.Archives,
                    abi.ForAny,
                }),
                WheelTests = plan.WheelTests.Select(test => new
                {
                    test.Wheel,
                    test.Base,
                    Image = test.ImageId,
                    test.Interpreter,
                    test.Imports,
                    test.Commands,
                }),
                Prebuilt = plan.Prebuilt.Select(prebuilt => new
                {
                    prebuilt.Name,
                    prebuilt.Files,
                    prebuilt.Checksums,
                    prebuilt.Platform,
                    prebuilt.Exceptions,
                }),
                FetchIndex = plan.FetchIndex is null
                    ? null
                    : new
                    {
                        plan.FetchIndex.FileName,
                        plan.FetchIndex.Archives,
                        plan.FetchIndex.Require,
                        plan.FetchIndex.Mirrors,
                        plan.FetchIndex.All,
                    },
                Formulas = plan.Formulas.Select(formula => new
                {
                    formula.FileName,
                    formula.Name,
                    Release = formula.Address.Page.AbsoluteUri,
                    Archives = formula.Archives.Select(archive => new { archive.Name, archive.Platform }),
                    formula.Config.Programs,
                }),
                Publishers = plan.Publishers.Select(publisher => new
                {
                    publisher.Config.Name,
                    Run = publisher.Config.Run.Arguments,
                    publisher.Files,
                    publisher.Config.Channels,
                }),
                Deploy = plan.Deploy is null
                    ? null
                    : new
                    {
                        Target = plan.Deploy.Target.Id,
                        plan.Deploy.Config.Container,
                        plan.Deploy.Config.Label,
                        Files = plan.Deploy.Content.Files.Select(file => new { file.From, file.To }),
                    },
                plan.SourceKey,
                Loads = plan.Loads.Select(load => new
                {
                    Target = load.Target.Id,
                    Base = load.BaseId,
                    load.Glibc,
                    load.Archives,
                    load.Commands,
                    load.Except,
                }),
                plan.NotStarted,
                Steps = plan.Steps.Select(step => new
                {
                    step.Task,
                    step.Id,
                    Key = step.Key.Key.Text,
                }),
            }
        );

    private static object Artifact(ArtifactStep artifact)
    {
        var files = artifact.Content as PlannedFiles;
        return new
        {
            artifact.Archive,
            Kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(artifact.Kind.ToString()),
            Target = artifact.Target?.Id,
            files?.Root,
            artifact.Repair,
            Image = files?.Image is null
                ? null
                : new
                {
                    files.Image.Platform,
                    files.Image.Labels,
                    files.References,
                },
            SystemPackage = files?.System is not { } system
                ? null
                : new
                {
                    Format = SystemPackages.Word(system.Format),
                    system.Name,
                    Version = system.FullVersion,
                    system.Architecture,
                },
            Files = files?.Files.Select(file => new
            {
                file.From,
                file.Tool,
                file.Text,
                file.To,
            }),
            Checksums = artifact.Checksums.Select(file => file.Name),
            Key = artifact.Key.Key.Text,
        };
    }
}
