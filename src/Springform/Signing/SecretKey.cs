using Springform.Errors;
using Springform.Machine;

namespace Springform.Signing;

/// <summary>A private key as the environment has it: its text, or where it lies.</summary>
/// <param name="Text">the key itself; null: it lies at <paramref name="Path"/></param>
/// <param name="Path">full path of a file or folder</param>
internal sealed record SecretKey(string? Text, string? Path)
{
    /// <summary>Null when the variable is not set.</summary>
    /// <param name="folder">that a relative path starts from</param>
    /// <param name="mayBeFolder">a keyring's folder will do too</param>
    /// <exception cref="SpringformException">E109 it is neither a key nor the path of one</exception>
    public static SecretKey? Find(ProcessEnvironment environment, string variable, string place, string folder, bool mayBeFolder)
    {
        if (environment[variable] is not { } value)
            return null;
        if (value.Trim().Contains('\n', StringComparison.Ordinal))
            return new SecretKey(value, null);
        var path = value.Length == 0 || value.Contains('\0', StringComparison.Ordinal) ? folder : System.IO.Path.GetFullPath(value, folder);
        if (value.Length > 0 && (File.Exists(path) || (mayBeFolder && Directory.Exists(path))))
            return new SecretKey(null, path);
        throw new SpringformException(
            new Problem(
                ErrorCode.MissingVariable,
                $"{variable} {(value.Length == 0 ? "is empty" : "is neither a private key nor the path of one")}",
                $"environment, {variable}; wanted by {place}",
                $"set {variable} to the key's whole text with its line breaks, or to the path of its file{(mayBeFolder ? " or keyring folder" : "")}"
            )
        );
    }

    /// <exception cref="SpringformException">E109 it is not set</exception>
    public static SecretKey Require(ProcessEnvironment environment, string variable, string place, string folder) =>
        Find(environment, variable, place, folder, mayBeFolder: false)
        ?? throw new SpringformException(
            new Problem(
                ErrorCode.MissingVariable,
                $"{variable} is not set, and {place} signs with that key",
                $"environment, {variable}; wanted by {place}",
                $"set {variable} to the key's text or to the path of its file (in CI give the step that secret)"
            )
        );
}
