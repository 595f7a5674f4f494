using Springform.Plan;

namespace Springform.Package.Merging;

/// <param name="Path">where it lies now, full</param>
internal sealed record MergedFile(Artifact Artifact, string Path);
