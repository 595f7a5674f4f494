using System.IO.Enumeration;

namespace Springform.Names;

/// <summary>How targets are chosen by name: by --only, and by the <c>targets</c> of a package.</summary>
internal static class TargetName
{
    /// <param name="pattern">name or glob: <c>debian12-*</c></param>
    public static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
