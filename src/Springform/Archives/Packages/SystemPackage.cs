namespace Springform.Archives.Packages;

/// <summary>What a package of a Linux distribution says about itself, beside its files.</summary>
/// <param name="Format">deb or rpm</param>
/// <param name="Name">as dpkg and rpm know it</param>
/// <param name="Version">without the revision; '~' where the project's version has '-', so that it sorts before the release</param>
/// <param name="Revision">of the packaging: 1</param>
/// <param name="Architecture">as the format spells it: amd64, x86_64</param>
/// <param name="Maintainer">Name &lt;address&gt;</param>
/// <param name="Summary">one line</param>
internal sealed record SystemPackage(
    SystemPackageFormat Format,
    string Name,
    string Version,
    string Revision,
    string Architecture,
    string Maintainer,
    string Summary
)
{
    /// <summary>Paragraphs, with an empty line between two; "" for none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Of the distribution's catalogue: misc, database, utils.</summary>
    public string Section { get; init; } = "misc";

    public string? License { get; init; }

    public string? Homepage { get; init; }

    public IReadOnlyList<PackageRelation> Depends { get; init; } = [];

    public IReadOnlyList<PackageRelation> Recommends { get; init; } = [];

    public IReadOnlyList<PackageRelation> Conflicts { get; init; } = [];

    public IReadOnlyList<PackageRelation> Replaces { get; init; } = [];

    public IReadOnlyList<PackageRelation> Provides { get; init; } = [];

    /// <summary>Shell scripts that the package manager runs.</summary>
    public IReadOnlyDictionary<PackageScript, ReadOnlyMemory<byte>> Scripts { get; init; } = new Dictionary<PackageScript, ReadOnlyMemory<byte>>();

    /// <summary>Beside the revision: 1.2.0~rc.1-1.</summary>
    public string FullVersion => $"{Version}-{Revision}";

    /// <summary>Name and value of each fact, in one order, for a content key; scripts are files, and have keys of their own.</summary>
    public IEnumerable<string> Facts() =>
        [
            $"{Format} {Name} {FullVersion} {Architecture}",
            Maintainer,
            Summary,
            Description,
            Section,
            $"{License}|{Homepage}",
            .. new[] { Depends, Recommends, Conflicts, Replaces, Provides }.Select(list => string.Join(", ", list.Select(relation => relation.Text))),
        ];
}

/// <summary>The package managers that packages are made for.</summary>
internal enum SystemPackageFormat
{
    Deb,
    Rpm,
}

/// <summary>When a script of a package runs.</summary>
internal enum PackageScript
{
    PreInstall,
    PostInstall,
    PreRemove,
    PostRemove,
}
