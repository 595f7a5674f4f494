using System.Text;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>A plan for people: one section per step, one line per leg.</summary>
public static class PlanText
{
    public static string Of(BuildPlan plan)
    {
        var text = new StringBuilder();
        text.Append($"{plan.Project.Name} {plan.Project.FullVersion}{(plan.IsPartial ? " (a part: --only)" : "")}\n");
        text.Append($"commit {plan.Project.Commit}, SOURCE_DATE_EPOCH {plan.Project.SourceDateEpoch}\n");
        Section(text, "Targets", plan.Targets, target => $"{target.Id}  {target.Platform}{(target.Base is null ? "" : $" on {target.Base}")}{(target.BuildPlatform == target.Platform ? "" : $", compiled on {target.BuildPlatform}")}");
        Section(text, "BaseImages", plan.Bases, planned => $"{planned.Id}  {planned.Image}  {planned.Reference ?? "not resolved yet"}");
        Section(text, "ToolsImage", plan.Recipes, recipe => $"{recipe.Id}  key {recipe.Key.Key.Short}  {recipe.Context}");
        Section(text, "BuilderImage", plan.Builders, builder => $"{builder.Id}  key {builder.Key.Key.Short}  {builder.FriendlyTag}");
        Section(text, "PushBuilder", PushLines(plan), line => line);
        Section(text, "Compile", plan.Commands, command => $"{command.Id}  key {command.Key.Key.Short}  {string.Join(' ', command.Command)}{(command.IsTest ? "" : $"  -> {string.Join(", ", command.Outputs)}")}");
        Section(text, "Package", plan.Packages, package => $"{package.Archive}  key {package.Key.Key.Short}  {string.Join(", ", package.Checksums.Select(file => file.Name))}{(package.Repair is { } repair ? $"  repair from {repair.BuilderId} into {repair.Folder}/" : "")}");
        if (plan.Sdist is { } sdist)
        {
            text.Append($"  {sdist.Archive}  key {sdist.Key.Key.Short}  {string.Join(", ", sdist.Checksums.Select(file => file.Name))}\n");
        }

        if (plan.Sources is { } sources)
        {
            text.Append($"  {sources.Archive}  key {sources.Key.Key.Short}  {string.Join(", ", sources.Checksums.Select(file => file.Name))}\n");
        }

        Section(text, "CheckAbi", plan.Abis, abi => $"{abi.Target.Id}  {string.Join(", ", new[] { abi.Target.Platform, abi.Policy }.OfType<string>())}{(abi.Libraries.Count == 0 ? "" : $"  libraries {string.Join(", ", abi.Libraries)}")}{(abi.Exceptions.Count == 0 ? "" : $"  not {string.Join(", ", abi.Exceptions)}")}{(abi.ForAny.Count == 0 ? "" : $"  for any platform {string.Join(", ", abi.ForAny)}")}");
        Section(text, "Prebuilt", plan.Prebuilt, prebuilt => $"{prebuilt.Id}  {string.Join(", ", prebuilt.Files)}  checked by {prebuilt.Checksums}");
        Section(text, "LoadTest", plan.Loads, load => $"{load.Target.Id}  in {load.BaseId}{(load.Glibc is null ? "" : $" (glibc {load.Glibc})")}  {(load.Commands.Count == 0 ? "each program with --version" : string.Join("; ", load.Commands.Select(command => string.Join(' ', command))))}");
        Section(text, "Not started", plan.NotStarted, target => $"{target.TargetId}  {target.Reason ?? "no base says where, which is an error where there are programs or libraries"}");
        Section(text, "TestWheels", plan.WheelTests, test => $"{test.Wheel}  {(test.ImageId is null ? $"not on {test.Base}, which has another Python" : $"{test.Interpreter} in {test.ImageId}")}");
        return text.ToString().TrimEnd('\n');
    }

    private static IReadOnlyList<string> PushLines(BuildPlan plan) =>
        [.. plan.Builders.Where(builder => builder.SharedReference is not null).Select(builder => $"{builder.Id}  {builder.SharedReference}"),
         .. plan.BuilderTags.Select(tag => $"{string.Join(", ", tag.BuilderIds)}  {tag.Reference}")];

    private static void Section<T>(StringBuilder text, string title, IReadOnlyList<T> items, Func<T, string> line)
    {
        if (items.Count == 0)
        {
            return;
        }

        text.Append($"\n{title}\n");
        foreach (var item in items)
        {
            text.Append($"  {line(item)}\n");
        }
    }
}
