using Springform.Errors;

namespace Springform.Plan;

/// <summary>One thing in which the files that are built differ from the commit.</summary>
/// <param name="Path">relative to the project</param>
public sealed record SourceChange(SourceChangeKind Kind, string Path)
{
    /// <summary>Something that belongs to the project is not there, which every build should know and not only a release.</summary>
    public bool IsGap => Kind is SourceChangeKind.Absent or SourceChangeKind.Pointer or SourceChangeKind.MissingSubmodule;

    /// <summary>As git status has it, and what to do where that is no commit.</summary>
    public override string ToString() => Quoted.Clean(Kind switch
    {
        SourceChangeKind.Content => $" M {Path}",
        SourceChangeKind.Mode => $" M {Path} (its mode)",
        SourceChangeKind.Absent => $" D {Path}",
        SourceChangeKind.NotInCommit => $"?? {Path}",
        SourceChangeKind.Pointer => $" M {Path} is a Git LFS pointer and not the file: git lfs pull",
        SourceChangeKind.MissingSubmodule => $" D {Path} is a submodule that is not checked out: git submodule update --init --recursive",
        SourceChangeKind.OtherSubmodule => $" M {Path} is a submodule at another commit: git submodule update --recursive",
        _ => Path,
    });
}
