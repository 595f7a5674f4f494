namespace Springform.Facts;

/// <summary>What one repository has of the project's files.</summary>
internal sealed class WorkTreePart
{
    internal WorkTreePart(GitCommand git, string prefix, IReadOnlyList<string> files, IReadOnlyDictionary<string, TreeEntry> commit)
    {
        (Git, Prefix, Files, Commit) = (git, prefix, files, commit);
    }

    /// <summary>Of its paths, seen from the project: empty, or vendor/lib/.</summary>
    public string Prefix { get; }

    /// <summary>Tracked, or neither tracked nor ignored; relative to its folder.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Asks this repository.</summary>
    internal GitCommand Git { get; }

    /// <summary>What HEAD has, by path; without submodules.</summary>
    internal IReadOnlyDictionary<string, TreeEntry> Commit { get; }
}
