using Springform.Config.Reading;
using Springform.Errors;

namespace Springform.Config.Validation;

/// <summary>What the rules see, and where they report. A value that could not be read is not reported again.</summary>
/// <param name="Exists">a file or folder of the project, relative</param>
internal sealed record Findings(ConfigFile File, HashSet<string> Failed, Func<string, bool> Exists, ProblemList Problems)
{
    public ProjectConfig Config => File.Config;

    public bool IsWritten(string path) => File.Positions.Contains(path);

    public bool IsFailed(string path) => Failed.Contains(path);

    /// <summary>About a value.</summary>
    public void Report(ErrorCode code, string path, string what, string fix)
    {
        if (!IsFailed(path))
        {
            Problems.Add(code, File.Positions.At(path), what, fix);
        }
    }

    /// <summary>About a name, where its key stands.</summary>
    public void ReportKey(ErrorCode code, string path, string what, string fix) => Problems.Add(code, File.Positions.AtKey(path), what, fix);

    /// <summary>A name that should be one of <paramref name="known"/>, else E106. Null is none.</summary>
    /// <param name="known">keys of a map, so that the look-up stays quick with thousands of targets, or a list</param>
    /// <param name="section">where the known names are; when that could not be read, nothing is reported</param>
    public void Reference(string path, string? name, string section, IEnumerable<string> known)
    {
        if (name is not null && !IsFailed(section) && !known.Contains(name))
        {
            Report(
                ErrorCode.UnknownReference,
                path,
                $"{path} is {Quoted.Of(name)}, which {section} does not define",
                Nearest.Hint(name, [.. known], $"define it under {section}")
            );
        }
    }
}
