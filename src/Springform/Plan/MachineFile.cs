namespace Springform.Plan;

/// <summary>A program or file that this machine must have, and what brings it.</summary>
/// <param name="File">a program that PATH finds, or a full path</param>
/// <param name="Package">Debian's name</param>
/// <param name="Purpose">a noun phrase: base images of other architectures</param>
internal sealed record MachineFile(string File, string Package, string Purpose)
{
    /// <summary>Only wanted where no registry answers: its absence alone is no error before that is known.</summary>
    public bool OnlyWithoutRegistry { get; init; }
}
