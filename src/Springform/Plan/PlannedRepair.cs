namespace Springform.Plan;

/// <summary>Libraries that the policy does not allow are brought along. All paths are in the archive.</summary>
/// <param name="BuilderId">the builder that they come from: the one that the target's commands run in</param>
/// <param name="Root">the folder that holds all of the archive; empty: none does</param>
/// <param name="Folder">where libraries go: <c>demo-1.0/lib</c>, <c>demo.libs</c></param>
/// <param name="Licences">where their licences go, a folder per package</param>
internal sealed record PlannedRepair(string BuilderId, string Root, string Folder, string Licences);
