namespace Springform.Config.Switches;

/// <summary>Switches with which nothing that may be published comes about.</summary>
internal static class UnfitSwitches
{
    /// <param name="server">what publishing needs: GitHub, the package index</param>
    /// <returns>one sentence for each</returns>
    public static IEnumerable<string> Of(Options options, string server)
    {
        if (options.Offline)
        {
            yield return $"publishing needs {server}, and --offline is given";
        }

        if (options.Only.Count > 0)
        {
            yield return "a part of the targets is never published: --only is given";
        }

        if (options.Skip.Count > 0)
        {
            yield return $"an untested dist/ is never published: --skip {string.Join(", ", options.Skip)} is given";
        }
    }
}
