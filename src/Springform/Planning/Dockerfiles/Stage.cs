namespace Springform.Planning.Dockerfiles;

/// <summary>One FROM and what follows up to the next.</summary>
/// <param name="Name">as written after AS; null: none</param>
/// <param name="Base">the word that names its base</param>
/// <param name="Platform">the flag --platform; null: none</param>
internal sealed record Stage(int Index, string? Name, MappedText Base, Flag? Platform)
{
    public int Line => Base.Line;

    /// <summary>Stages and images that its instructions take files from.</summary>
    public List<SourceUse> Uses { get; } = [];

    /// <summary>The same of its ONBUILD instructions: they run in the stages of this file that build on it, and later in those of others.</summary>
    public List<SourceUse> Triggers { get; } = [];

    /// <summary>Mounts of secrets and of an SSH agent, with their lines.</summary>
    public List<(string Kind, int Line)> GivenMounts { get; } = [];

    /// <summary>Names that ARG declares in it.</summary>
    public HashSet<string> Arguments { get; } = new(StringComparer.Ordinal);

    public bool IsNamed(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
