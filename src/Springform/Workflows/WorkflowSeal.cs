using System.Security.Cryptography;
using System.Text;

namespace Springform.Workflows;

/// <summary>
/// The first lines of a workflow that Springform writes. They hold the SHA-256 of all lines below them, so that a file that nobody edited is known for one,
/// whichever version of Springform wrote it.
/// </summary>
internal static class WorkflowSeal
{
    private const string First = "# Written by Springform: --target=Workflow writes this file, and --target=Check holds it against springform.yaml.\n";
    private const string Second = "# Yours to add: jobs, steps, environment. Yours to change: triggers, runners, time limits, names of secrets.\n";
    private const string Third = "# SHA-256 of the lines below, as they were written: ";

    public static string With(string body) => $"{First}{Second}{Third}{Hash(body)}\n{body}";

    /// <summary>The text was written by Springform, and edited or not.</summary>
    public static bool IsThere(string text) => text.Contains(Third, StringComparison.Ordinal);

    public static bool IsUnbroken(string text) =>
        text.IndexOf(Third, StringComparison.Ordinal) is >= 0 and var at
        && text.IndexOf('\n', at) is >= 0 and var end
        && text[(at + Third.Length)..end] == Hash(text[(end + 1)..]);

    private static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    /// <summary>What is below the first lines.</summary>
    public static string BodyOf(string unbroken) => unbroken[(unbroken.IndexOf('\n', unbroken.IndexOf(Third, StringComparison.Ordinal)) + 1)..];
}
