namespace Springform.Package.Fetching;

/// <summary>CheckAbi's few words for tables, as those need them who choose an archive.</summary>
internal static class FetchFloor
{
    private const string Glibc = "glibc";
    private const string Exactly = " exactly";

    /// <param name="words">
    /// <c>glibc 2.31</c>, <c>musl</c>, <c>static</c>, <c>objects</c>, <c>objects, glibc 2.32</c>, <c>glibc 2.31, x86-64-v3</c>; null: nothing says
    /// </param>
    /// <returns>
    /// glibc with a version, musl or static; null where nothing is needed, as of objects, which their user links with a C library of their choice; and the
    /// level of x86-64, if any
    /// </returns>
    internal static (string? Library, string? Processor) Of(string? words)
    {
        var parts = words?.Split(", ") ?? [];
        var processor = parts.FirstOrDefault(part => part.StartsWith("x86-64-", StringComparison.Ordinal));
        var library = parts.FirstOrDefault(part => part != "objects" && part != processor);
        return (
            library == Glibc ? $"{Glibc} 2.0"
            : library?.EndsWith(Exactly, StringComparison.Ordinal) == true ? library[..^Exactly.Length]
            : library,
            processor
        );
    }
}
