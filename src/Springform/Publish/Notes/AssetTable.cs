using System.Globalization;
using System.Text;
using Springform.Package;
using Springform.Plan;
using Springform.Publish.Assets;
using Springform.Reporting;

namespace Springform.Publish.Notes;

/// <summary>
/// The assets as a Markdown table, and their checksums as <c>sha256sum -c</c> reads them. Files that only hold a checksum of another are left out.
/// </summary>
internal static class AssetTable
{
    public static string Of(IReadOnlyList<LocalAsset> assets)
    {
        var shown = assets.Where(asset => asset.Kind is not (ArtifactKind.Checksum or ArtifactKind.Checksums)).ToList();
        var hasFloors = shown.Any(asset => asset.Floor is not null || asset.NotStarted is not null);
        var text = new StringBuilder("### Files\n\n");
        text.Append(
            hasFloors ? "| file | target | runs on | size | SHA-256 |\n|---|---|---|---|---|\n" : "| file | target | size | SHA-256 |\n|---|---|---|---|\n"
        );
        foreach (var asset in shown)
        {
            var floor = hasFloors ? $" {string.Join("; ", new[] { Floor(asset), NotStarted(asset) }.Where(text => text.Length > 0))} |" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {MarkdownText.Plain(asset.Name)} | {asset.Target} |{floor} {Size(asset.SizeBytes)} | `{asset.Sha256}` |\n"
            );
        }

        return text.ToString();
    }

    public static string Checksums(IReadOnlyList<LocalAsset> assets)
    {
        var lines = assets
            .Where(asset => asset.Kind is not (ArtifactKind.Checksum or ArtifactKind.Checksums))
            .Select(asset => ChecksumText.Line(asset.Sha256, asset.Name));
        return $"\n<details><summary>Checksums for sha256sum -c</summary>\n\n```\n{string.Concat(lines)}```\n\n</details>\n";
    }

    private static string Floor(LocalAsset asset) =>
        asset.Floor is { } floor && floor.StartsWith("glibc ", StringComparison.Ordinal)
            ? floor.Split(", ", 2) is [var glibc, var processor]
                ? $"{glibc} or newer, {processor}"
                : $"{floor} or newer"
            : asset.Floor ?? "";

    private static string NotStarted(LocalAsset asset) => asset.NotStarted is { } reason ? $"not started: {MarkdownText.Plain(reason)}" : "";

    private static string Size(long bytes) =>
        bytes < 1000 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{(bytes < 1_000_000 ? $"{bytes / 1e3:F1} KB" : $"{bytes / 1e6:F1} MB")}");
}
