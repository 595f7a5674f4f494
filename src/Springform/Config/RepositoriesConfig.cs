namespace Springform.Config;

/// <summary>
/// Package repositories for apt and dnf, which --target=Repositories makes of the system packages of this release and of earlier ones; <c>{}</c> where every
/// default fits. They are signed by the entry <c>gpg</c> of <c>signatures</c>.
/// </summary>
public sealed record RepositoriesConfig
{
    /// <summary>
    /// Where the folder will be served, e.g. https://packages.example.org/kapacitor. With it, the files that users' systems need (NAME.sources, NAME.repo) are
    /// written too.
    /// </summary>
    public string? Url { get; init; }

    /// <summary>The suite of released versions.</summary>
    public string Suite { get; init; } = "stable";

    /// <summary>The suite of all versions, those before a release included. It is made when there is one.</summary>
    public string Prereleases { get; init; } = "testing";

    /// <summary>The component that packages of apt are in.</summary>
    public string Component { get; init; } = "main";
}
