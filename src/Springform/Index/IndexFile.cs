using Springform.Names;
using Springform.Plan;

namespace Springform.Index;

/// <summary>A wheel or source distribution in dist/, with what an index wants to know of it.</summary>
/// <param name="Artifact">name, size and SHA-256 as the ledger has them</param>
/// <param name="Path">full</param>
/// <param name="Metadata">fields of METADATA or PKG-INFO in their order, and the text after them as Description</param>
internal sealed record IndexFile(Artifact Artifact, string Path, IReadOnlyList<KeyValuePair<string, string>> Metadata)
{
    public bool IsWheel => Artifact.Kind == ArtifactKind.Wheel;

    /// <summary>As the simple index spells it (PEP 503): lower case, <c>-</c> between words.</summary>
    public string Project => WheelName.Normal(Field("Name")).Replace('_', '-');

    public string Version => Field("Version");

    /// <summary>cp311; <c>source</c> for a source distribution.</summary>
    public string PythonVersion => IsWheel ? WheelName.Parse(Artifact.Name)!.Python : "source";

    private string Field(string name) => Metadata.First(field => field.Key == name).Value;
}
