namespace Springform.Init;

/// <summary>What Init knows to look for, the most telling first.</summary>
internal static class Drafts
{
    /// <summary>For people, in the order of <see cref="Makers"/>.</summary>
    public const string Known =
        "go.mod or *.go, Cargo.toml, pyproject.toml or setup.py with extensions, a Makefile with PGXS, CMakeLists.txt, meson.build, configure or configure.ac, "
        + "Makefile";

    private static readonly IReadOnlyList<Func<Repository, Draft?>> Makers =
    [
        GoDraft.Of,
        PythonDraft.Of,
        RustDraft.Of,
        MakeDraft.OfPostgresql,
        CDrafts.OfCMake,
        CDrafts.OfMeson,
        CDrafts.OfAutotools,
        MakeDraft.Of,
    ];

    private static readonly IReadOnlyList<Func<Draft, Repository, Draft>> Refinements =
    [
        GoReleaser.Into,
        BakeFile.Into,
        FoundBuilder.Into,
        ReleaseWorkflow.Into,
    ];

    /// <summary>One for each way to build that the repository has; empty: none that is known.</summary>
    public static IReadOnlyList<Draft> Of(Repository repository) => [.. Makers.Select(make => make(repository)).OfType<Draft>()];

    /// <summary>The draft with what else the repository tells: how it is released today, and in which image it is compiled.</summary>
    public static Draft Refined(Draft draft, Repository repository) => Refinements.Aggregate(draft, (refined, refinement) => refinement(refined, repository));
}
