namespace Springform.Plan;

/// <summary>An archive of a release that is for one platform.</summary>
/// <param name="Platform">as Docker spells it</param>
/// <param name="Target">null: another machine makes it</param>
/// <param name="Root">the folder that holds all of it, as far as the plan knows; null: none does</param>
internal sealed record ReleaseArchive(string Name, string Platform, Target? Target, string? Root);
