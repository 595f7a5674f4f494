namespace Springform.Deploy;

/// <summary>A file of this build, and what is in its place now.</summary>
/// <param name="IsNeeded">it is another one, or copying was forced</param>
internal sealed record FileChange(DeployFile File, FileState Before, bool IsNeeded)
{
    /// <summary>One line of a plan.</summary>
    public string Line =>
        !IsNeeded ? $"unchanged {File.Path}"
        : Before.Sha256 is null ? $"new       {File.Path} ({FileState.Short(File.Sha256)})"
        : Before.Sha256 == File.Sha256 ? $"again     {File.Path} ({Before})"
        : $"replaced  {File.Path} ({Before} -> {FileState.Short(File.Sha256)})";
}
