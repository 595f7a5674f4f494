namespace Springform.Plan;

/// <summary>A step's key and what went into it: the inputs are kept so that a change can be named.</summary>
/// <param name="Inputs">in the order they were added</param>
/// <param name="Files">file inputs, sorted by path</param>
public sealed record StepKey(ContentKey Key, IReadOnlyList<KeyInput> Inputs, FileSet Files)
{
    public bool IsPending => Key.IsPending;
}
