using Springform.Errors;

namespace Springform.Plan;

/// <summary>One thing in which the files that are built differ from the commit.</summary>
/// <param name="Path">relative to the project</param>
internal sealed record SourceChange(SourceChangeKind Kind, string Path)
{
    /// <summary>Something that belongs to the project is not there, which every build should know and not only a release.</summary>
    public bool IsGap => Kind is SourceChangeKind.Absent or SourceChangeKind.Pointer or SourceChangeKind.MissingSubmodule;

    /// <summary>As git status has it, and what to do where that is no commit.</summary>
    public override string ToString() =>
        Quoted.Clean(
            Kind switch
            {
                SourceChangeKind.Content => $" M {Path}",
                SourceChangeKind.Mode => $" M {Path} (its mode)",
                SourceChangeKind.Absent => $" D {Path}",
                SourceChangeKind.NotInCommit => $"?? {Path}",
                SourceChangeKind.Pointer => $" M {Path} is a Git LFS pointer and not the file: git lfs pull",
                SourceChangeKind.MissingSubmodule => $" D {Path} is a submodule that is not checked out: git submodule update --init --recursive",
                SourceChangeKind.OtherSubmodule => $" M {Path} is a submodule at another commit: git submodule update --recursive",
                _ => Path,
            }
        );
}

/// <summary>How the work tree differs from its commit.</summary>
internal enum SourceChangeKind
{
    /// <summary>Other bytes than a checkout of the commit has.</summary>
    Content,

    /// <summary>The same bytes, but the file is executable where the commit's is not, or the other way round, or one of them is a link.</summary>
    Mode,

    /// <summary>The commit has the file, and the work tree has not.</summary>
    Absent,

    /// <summary>The work tree has it, and the commit has not.</summary>
    NotInCommit,

    /// <summary>A Git LFS pointer lies there instead of the file.</summary>
    Pointer,

    /// <summary>A submodule that is not checked out.</summary>
    MissingSubmodule,

    /// <summary>A submodule at another commit.</summary>
    OtherSubmodule,

    /// <summary>Outside the project's folder, in git's own form.</summary>
    Elsewhere,
}
