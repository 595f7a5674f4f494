namespace Springform.Plan;

/// <summary>A target's archives, unpacked in a bare base image, must run.</summary>
/// <param name="BaseId">a <see cref="PlannedBase"/> of the target's platform</param>
/// <param name="Archives">unpacked one after another into one folder</param>
public sealed record SmokeStep(Target Target, string BaseId, IReadOnlyList<string> Archives, IReadOnlyList<IReadOnlyList<string>> Commands)
{
    public string Id => $"smoke/{Target.Id}";
}
