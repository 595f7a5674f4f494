using System.IO.Enumeration;

namespace Springform.Abi.Policies;

/// <summary>
/// Libraries that must be the system's own, whatever a policy allows: a second C library or loader in a process ends in a crash, drivers fit the machine's
/// hardware, and clients of services the machine's services.
/// </summary>
internal static class SystemLibraries
{
    /// <summary>What it is a part of, e.g. <c>glibc and its loader</c>; null: it may be brought along.</summary>
    public static string? KindOf(string library) =>
        PolicyData.Current.NeverBundled.FirstOrDefault(entry => FileSystemName.MatchesSimpleExpression(entry.Pattern, library, ignoreCase: false)).Kind;
}
