using Springform.Plan;

namespace Springform.Facts;

/// <summary>The files of the project, and what the commit has in their places.</summary>
/// <param name="Parts">the project's repository, then each submodule that is checked out below it</param>
/// <param name="Changes">what is known without reading files: submodules that are not as the commit has them, changes elsewhere in the repository</param>
internal sealed record WorkTree(IReadOnlyList<WorkTreePart> Parts, IReadOnlyList<SourceChange> Changes)
{
    /// <summary>Relative to the project, forward slashes, existing files only (a deleted tracked file is not listed).</summary>
    public IReadOnlyList<string> Files => field ??= [.. Parts.SelectMany(part => part.Files.Select(file => part.Prefix + file))];
}
