namespace Springform.Repair;

/// <summary>What is written into an ELF file.</summary>
internal sealed record ElfEdit
{
    /// <summary>Null: the one that it has.</summary>
    public string? Soname { get; init; }

    /// <summary>Needed libraries by their old names.</summary>
    public IReadOnlyDictionary<string, string> Needed { get; init; } = new Dictionary<string, string>();

    /// <summary>Its DT_RPATH and DT_RUNPATH go before the new one comes.</summary>
    public bool RemovesPath { get; init; }

    /// <summary>Where it looks for libraries: <c>$ORIGIN/../lib</c>. Empty: nothing is set.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>As DT_RUNPATH, which LD_LIBRARY_PATH overrides; else as DT_RPATH, which nothing does.</summary>
    public bool IsRunpath { get; init; }
}
