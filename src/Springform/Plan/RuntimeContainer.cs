namespace Springform.Plan;

/// <summary>How a running container is found: one of the two is given.</summary>
/// <param name="Name">or id</param>
/// <param name="Label">NAME or NAME=VALUE</param>
/// <param name="Place">the key of springform.yaml that says so</param>
internal sealed record RuntimeContainer(string? Name, string? Label, string Place)
{
    /// <summary>For people.</summary>
    public override string ToString() => Name ?? $"label {Label}";
}
