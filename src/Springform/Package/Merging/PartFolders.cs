using Springform.Config.Switches;
using Springform.Errors;

namespace Springform.Package.Merging;

/// <summary>The parts that --from names.</summary>
internal static class PartFolders
{
    /// <param name="callerFolder">where the command was given</param>
    /// <returns>full paths</returns>
    /// <exception cref="SpringformException">E103 without parts or with --only</exception>
    public static IReadOnlyList<string> Of(Options options, string callerFolder)
    {
        if (options.From.Count == 0)
            throw Usage("--target=Merge has no parts to join", "give --from DIR for each part");
        if (options.Only.Count > 0)
            throw Usage("--target=Merge makes a whole dist/, and --only leaves targets out", "remove --only: it is for the machines that make the parts");
        return [.. options.From.Select(folder => Path.GetFullPath(folder, callerFolder)).Distinct(StringComparer.Ordinal)];
    }

    private static SpringformException Usage(string what, string fix) => new(new Problem(ErrorCode.InvalidValue, what, "command line", fix));
}
