namespace Springform.Abi.Policies;

/// <summary>Levels of x86-64 (psABI, "Micro-Architecture Levels"): 1 is what every such processor has; v3 starts on none before 2013.</summary>
internal static class ProcessorLevel
{
    public const int Baseline = 1;

    private const string Prefix = "x86-64-v";
    private const string Folders = "glibc-hwcaps/";

    /// <summary>Names of policy terms.</summary>
    public static int Of(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[^1] - '0' : Baseline;

    public static string Name(int level) => $"{Prefix}{level}";

    /// <summary>The highest that a file says it needs.</summary>
    public static int Of(AbiFile file) => file.Elf.IsaNeeded.Select(Of).Append(Baseline).Max();

    /// <summary>
    /// What the loader promises files in its folders for newer processors: <c>lib/glibc-hwcaps/x86-64-v3/libfoo.so</c> (ld.so(8), "Hardware capabilities").
    /// </summary>
    public static int OfFolder(string path)
    {
        var at = path.LastIndexOf(Folders + Prefix, StringComparison.Ordinal);
        var level = at + Folders.Length + Prefix.Length;
        return at >= 0 && level + 1 < path.Length && path[level] is >= '2' and <= '4' && path[level + 1] == '/' ? path[level] - '0' : Baseline;
    }
}
