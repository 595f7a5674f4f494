using Springform.Config;
using Springform.Config.Validation;
using Springform.Errors;
using Springform.Names;

namespace Springform.Deploy.Postgresql;

/// <summary>Which version is installed, from the configuration or the control file that is deployed, and how two compare.</summary>
internal static class ExtensionVersion
{
    private const string Key = "default_version";

    /// <exception cref="SpringformException">E104 neither says one, E103 what the control file says is none</exception>
    public static string Wanted(PostgresqlConfig server, IReadOnlyList<DeployFile> files)
    {
        var control = $"{server.Extension}.control";
        var version =
            server.Version
            ?? (files.FirstOrDefault(file => file.Name == control) is { } file ? DefaultOf(File.ReadAllText(file.HostPath)) : null)
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.MissingKey,
                    $"nothing says which version of {server.Extension} is deployed",
                    "springform.yaml, deploy.postgresql",
                    $"add {control} with {Key} to deploy.files, or give version:"
                )
            );
        // It becomes part of statements.
        return DeployRules.IsVersion(version)
            ? version
            : throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"{Key} of {control} is {Quoted.Of(version)}, which is no version of an extension",
                    control,
                    "use letters, digits, '_', '.', '+' and '-', beginning with a letter or digit"
                )
            );
    }

    /// <summary>The installed one is above the wanted one; of what is no number, nobody can say.</summary>
    public static bool IsDowngrade(string installed, string wanted) =>
        VersionNumber.Find(installed) is { } from && VersionNumber.Find(wanted) is { } to && from > to;

    /// <summary>default_version = '1.1', as a server's configuration file writes it.</summary>
    internal static string? DefaultOf(string control) =>
        control
            .Split('\n')
            .Select(line => line.Split('#')[0].Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0].Trim() == Key)
            .Select(pair => pair[1].Trim().Trim('\''))
            .LastOrDefault();
}
