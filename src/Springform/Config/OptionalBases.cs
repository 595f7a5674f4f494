namespace Springform.Config;

/// <summary>Bases that only some runs want, such as those that need a registry: an environment variable selects them.</summary>
internal static class OptionalBases
{
    /// <summary>The matrix without the bases whose <c>when</c> variable is not set; everything else as it is.</summary>
    /// <param name="variable">its value; null or empty: not set</param>
    public static ProjectConfig Choose(ProjectConfig config, Func<string, string?> variable)
    {
        if (config.Matrix is not { } matrix)
        {
            return config;
        }

        var chosen = matrix.Base.Where(name => config.Bases[name].When is not { } when || !string.IsNullOrEmpty(variable(when))).ToList();
        return config with
        {
            Matrix = matrix with { Base = chosen, Include = [.. matrix.Include.Where(include => include.Base is null || chosen.Contains(include.Base))] },
        };
    }
}
