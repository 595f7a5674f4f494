namespace Springform.Names;

/// <summary>Where a template stands, and so which names it may use.</summary>
internal enum TemplateScope
{
    /// <summary>Once for the project: name, version, commit.</summary>
    Project,

    /// <summary>Once for each target: the project's names, and the target's.</summary>
    Target,

    /// <summary>A file beside one of the project's artifacts: the project's names, and the artifact's.</summary>
    ProjectArtifact,

    /// <summary>A file beside one of a target's artifacts: all names.</summary>
    TargetArtifact,

    /// <summary>Once for a release: the project's names, and the release's.</summary>
    Release,

    /// <summary>Once for each file of a release: the release's names, and the file's.</summary>
    ReleasedFile,
}
