using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>Settings whose properties become options: <c>NoCache</c> is rendered as <c>--no-cache</c>, in the order of declaration.</summary>
public abstract class AutoToolSettings : ToolSettings
{
    /// <summary>Names of properties whose values a log must not show.</summary>
    public readonly HashSet<string> SecretProperties;

    protected AutoToolSettings()
    {
#pragma warning disable CA2214 // Subclasses answer with constants.
        SecretProperties = [.. CollectSecretProperties() ?? []];
#pragma warning restore CA2214
    }

    protected virtual string[]? CollectSecretProperties() => null;
}
