namespace Springform.Plan;

/// <summary>How the work tree differs from its commit.</summary>
public enum SourceChangeKind
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
