namespace Springform.Plan;

/// <summary>The archive of sources and licences of every shipped tool.</summary>
public sealed record SourcesStep(string Archive, IReadOnlyList<string> RecipeIds, IReadOnlyList<ChecksumFile> Checksums, StepKey Key)
{
    public string Id => $"package/{Archive}";
}
