namespace Springform.Config;

/// <summary>
/// What packages of Linux distributions say about themselves. Their dependency on glibc is that of their programs and libraries, and is not written here.
/// </summary>
public sealed record SystemPackageConfig
{
    /// <summary>One package for each: NAME_VERSION-REVISION_amd64.deb, NAME-VERSION-REVISION.x86_64.rpm.</summary>
    [OneOf("deb", "rpm")]
    public IReadOnlyList<string> Formats { get; init; } = ["deb", "rpm"];

    /// <summary>As dpkg and rpm know it. Default: the project's name.</summary>
    public string? Name { get; init; }

    /// <summary>Of the packaging, behind the version.</summary>
    public string Revision { get; init; } = "1";

    /// <summary>Ann Smith &lt;ann@example.org&gt;</summary>
    [Required]
    public string Maintainer { get; init; } = "";

    /// <summary>One line.</summary>
    [Required]
    public string Summary { get; init; } = "";

    /// <summary>Paragraphs, with an empty line between two.</summary>
    [Paragraphs]
    public string? Description { get; init; }

    /// <summary>Its SPDX name: MIT, Apache-2.0.</summary>
    public string? License { get; init; }

    /// <summary>The address of its page.</summary>
    public string? Homepage { get; init; }

    /// <summary>Of Debian's catalogue: database, net, utils.</summary>
    public string Section { get; init; } = "misc";

    /// <summary>
    /// Packages that must be installed: <c>adduser</c>, <c>libssl3 >= 3.0.0</c>; for one format alone <c>deb:libssl3</c> or <c>rpm:openssl-libs</c>.
    /// </summary>
    public IReadOnlyList<string> Depends { get; init; } = [];

    /// <summary>Packages that are installed with it unless somebody objects; written as in <c>depends</c>.</summary>
    public IReadOnlyList<string> Recommends { get; init; } = [];

    /// <summary>Packages that cannot be installed beside it; written as in <c>depends</c>.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>Packages whose files it takes over (deb: Replaces, rpm: Obsoletes); written as in <c>depends</c>.</summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];

    /// <summary>Further names under which others may depend on it; written as in <c>depends</c>.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>Shell scripts of the work tree that the package manager runs. dpkg and rpm give them different arguments.</summary>
    public SystemScriptsConfig? Scripts { get; init; }
}

/// <summary>Scripts of a system package: paths of files.</summary>
public sealed record SystemScriptsConfig
{
    /// <summary>Before its files are unpacked: users that own files are made here.</summary>
    public string? PreInstall { get; init; }

    /// <summary>After its files are in place: services are started here.</summary>
    public string? PostInstall { get; init; }

    /// <summary>Before its files are removed: services are stopped here.</summary>
    public string? PreRemove { get; init; }

    /// <summary>After its files are removed.</summary>
    public string? PostRemove { get; init; }
}
