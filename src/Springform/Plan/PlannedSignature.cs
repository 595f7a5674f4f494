using Springform.Config;

namespace Springform.Plan;

/// <summary>Signatures of one kind.</summary>
/// <param name="Place">of its entry in springform.yaml: signatures[0]</param>
/// <param name="How">by what</param>
/// <param name="Files">names of files in dist/; of a part those that it has</param>
internal sealed record PlannedSignature(string Place, SignatureConfig How, IReadOnlyList<string> Files)
{
    /// <summary>The name of a file's signature.</summary>
    public string Of(string file) => file + How.Suffix;

    public IEnumerable<string> Names => Files.Select(Of);
}
