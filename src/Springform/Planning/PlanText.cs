using System.Text;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>A plan for people: one section per task, one line per step.</summary>
internal static class PlanText
{
    /// <param name="isCached">whether a step's result is there; null: nobody looked</param>
    public static string Of(BuildPlan plan, Func<IStep, bool>? isCached = null)
    {
        var text = new StringBuilder();
        text.Append($"{plan.Project.Name} {plan.Project.FullVersion}{(plan.IsPartial ? " (a part: --only)" : "")}\n");
        text.Append($"commit {plan.Project.Commit}, SOURCE_DATE_EPOCH {plan.Project.SourceDateEpoch}\n");
        Section(
            text,
            "Targets",
            plan.Targets.Select(target =>
                $"{target.Id}  {target.Platform}{(target.Base is null ? "" : $" on {target.Base}")}"
                + $"{(target.BuildPlatform == target.Platform ? "" : $", compiled on {target.BuildPlatform}")}"
            )
        );
        Section(text, "BaseImages", plan.Bases.Select(planned => $"{planned.Id}  {planned.Image}  {planned.Reference ?? "not resolved yet"}"));
        foreach (var task in plan.Steps.GroupBy(step => step.Task, StringComparer.Ordinal))
        {
            Section(text, task.Key, task.Select(step => $"{Line(step)}{(isCached?.Invoke(step) == true ? "  (cached)" : "")}"));
            if (task.Key == "BuilderImage")
            {
                Section(text, "PushBuilder", PushLines(plan));
            }
        }

        Section(
            text,
            "Publish",
            [
                .. plan.Images.Select(image => $"{image.Reference}  {List(image.Archives.Select(part => part.Archive))}"),
                .. plan.Publishers.Select(publisher => $"publisher {publisher.Config.Name}  {(publisher.Files is { } files ? $"for {List(files)}" : "once")}"),
            ]
        );
        Section(
            text,
            "Deploy",
            plan.Deploy is { } deploy
                ?
                [
                    $"{deploy.Target.Id}  {List(deploy.Config.Files.Select(file => file.From))}  into "
                        + $"{deploy.Config.Container ?? $"the container with the label {deploy.Config.Label}"}",
                ]
                : []
        );
        Section(
            text,
            "Not started",
            plan.NotStarted.Select(target =>
                $"{target.TargetId}  {target.Reason ?? "no base says where, which is an error where there are programs or libraries"}"
            )
        );
        return text.ToString().TrimEnd('\n');
    }

    private static string Line(IStep step) =>
        step switch
        {
            RecipeStep recipe => Keyed(recipe, recipe.Context),
            ToolsImageStep image => Keyed(image, image.FriendlyTag),
            BuilderStep builder => Keyed(builder, builder.FriendlyTag),
            CommandStep command when command.Id.StartsWith(ToolchainPlanner.Prefix, StringComparison.Ordinal) => Keyed(
                command,
                "asks the builder for its versions"
            ),
            CommandStep command => Keyed(command, $"{string.Join(' ', command.Command)}{(command.IsTest ? "" : $"  -> {List(command.Outputs)}")}"),
            ArtifactStep artifact => $"{artifact.Archive}  key {artifact.Key.Key.Short}  {List(artifact.Names.Skip(1))}"
                + $"{(artifact.Repair is { } repair ? $"  repair from {repair.BuilderId} into {repair.Folder}/" : "")}"
                + $"{(artifact.Content is PlannedFiles { Image: { } image } ? $"  image for {image.Platform}" : "")}",
            AbiStep abi => $"{abi.Target.Id}  {List(new[] { abi.Target.Platform, abi.Policy }.OfType<string>())}{More("libraries", abi.Libraries)}"
                + $"{More("not", abi.Exceptions)}{More("for any platform", abi.ForAny)}",
            LoadStep load => $"{load.Target.Id}  in {load.BaseId}{(load.Glibc is null ? "" : $" (glibc {load.Glibc})")}  {Commands(load)}",
            WheelTestStep test =>
                $"{test.Wheel}  {(test.ImageId is null ? $"not on {test.Base}, which has another Python" : $"{test.Interpreter} in {test.ImageId}")}",
            FetchIndexStep index => $"{index.FileName}  lists {List([.. index.Archives.Select(archive => archive.Archive)])}"
                + More("all in", index.All is { } all ? [all.Archive] : []),
            FormulaStep formula =>
                $"{formula.FileName}  installs {List(formula.Config.Programs)} from {List(formula.Archives.Select(archive => archive.Name))}",
            PrebuiltStep prebuilt => $"{prebuilt.Id}  {List(prebuilt.Files)}  checked by {prebuilt.Checksums}",
            _ => throw new ArgumentException($"{step.GetType().Name} has no line"),
        };

    private static string Commands(LoadStep load) =>
        load.Commands.Count == 0 ? "each program with --version" : string.Join("; ", load.Commands.Select(command => string.Join(' ', command)));

    private static string Keyed(IStep step, string what) => $"{step.Id}  key {step.Key.Key.Short}  {what}";

    private static string List(IEnumerable<string> items) => string.Join(", ", items);

    private static string More(string title, IReadOnlyList<string> items) => items.Count == 0 ? "" : $"  {title} {List(items)}";

    private static IEnumerable<string> PushLines(BuildPlan plan) =>
        [
            .. plan.Builders.Where(builder => builder.SharedReference is not null).Select(builder => $"{builder.Id}  {builder.SharedReference}"),
            .. plan.BuilderTags.Select(tag => $"{List(tag.BuilderIds)}  {tag.Reference}"),
        ];

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append($"\n{title}\n");
        foreach (var line in all)
        {
            text.Append($"  {line}\n");
        }
    }
}
