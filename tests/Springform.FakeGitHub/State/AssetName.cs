using System.Text.RegularExpressions;

namespace Springform.FakeGitHub.State;

/// <summary>
/// "GitHub renames asset filenames that have special characters, non-alphanumeric characters, and leading or trailing periods"
/// (REST API, "Upload a release asset"): each run of them becomes one period.
/// </summary>
public static partial class AssetName
{
    public static string Sanitize(string name) => Special().Replace(name, ".").Trim('.') is { Length: > 0 } kept ? kept : "default";

    [GeneratedRegex(@"[^A-Za-z0-9_+\-.]+|\.{2,}")]
    private static partial Regex Special();
}
