using System.Globalization;
using Springform.Config.Validation;
using Springform.Errors;
using Springform.Names;

namespace Springform.Config.Switches;

/// <summary>
/// Reads the command line and the environment. The switch wins over its variable. All problems at once: E110 for an unknown switch
/// or variable, E103 for a value, with <c>command line</c> or <c>environment</c> as their place.
/// </summary>
internal static class OptionReader
{
    /// <param name="args">forms: --name, --name=value, --name value; -t and --t alike; flags also =true and =false</param>
    public static Options Read(IReadOnlyList<string> args, IReadOnlyDictionary<string, string> environment)
    {
        var given = new GivenOptions();
        given.ReadArguments(args);
        given.ReadEnvironment(environment);
        var options = new Options
        {
            Project = given.Text("project") ?? given.Text("working"),
            Only = given.Texts("only"),
            From = given.Texts("from"),
            Skip = given.Texts("skip"),
            Snapshot = given.Flag("snapshot"),
            Engine = given.Text("engine"),
            Provision = given.Flag("provision"),
            NoCache = given.Flag("no-cache"),
            NoToolsCache = given.Flag("no-cache") || (given.Variable(environment, EnvironmentVariable.SkipToolsCache) ?? false),
            ToolsCacheHit = given.Variable(environment, EnvironmentVariable.ToolsCacheHit),
            Explain = given.Flag("explain"),
            KeepFailures = given.Flag("keep-failures"),
            Parallelism = Parallelism(given),
            File = given.Text("file"),
            Policy = Policy(given),
            Offline = given.Flag("offline"),
            Output = given.Text("output") == "json" ? OutputFormat.Json : OutputFormat.Text,
            Channel = given.Text("channel") ?? "stable",
            Platforms = Platforms(given),
            Origin = given.Text("origin") ?? "auto",
            Language = given.Text("language"),
            GraphFormat = given.Text("graph-format") ?? "mermaid",
            Shell = given.Text("shell"),
            Pins = given.Text("pins") ?? "images",
            To = given.Text("to"),
            Ci = given.Text("ci") ?? "github",
            IsCiGiven = given.Text("ci") is not null,
            Yes = given.Flag("yes"),
            ReplaceExisting = given.Flag("replace-existing"),
            Container = given.Text("container"),
            AllowDowngrade = given.Flag("allow-downgrade"),
            ForceCopy = given.Variable(environment, EnvironmentVariable.ForceCopy) ?? false,
            ExtensionVersion = ExtensionVersion(given, environment),
            BuildsOnHost = BuildsOnHost(given, environment),
            Help = given.Flag("help"),
            NoColor = environment.GetValueOrDefault(EnvironmentVariable.NoColor, "").Length > 0,
            Targets = given.Texts("target"),
            CakeArguments = given.CakeArguments,
        };
        given.ThrowIfAny();
        return options;
    }

    private static string? Policy(GivenOptions given)
    {
        var text = given.Text("policy");
        if (text is not null && AbiTerms.Refusal(text) is { } refusal)
        {
            given.Refuse("policy", refusal.What, refusal.Fix);
        }

        return text;
    }

    private static IReadOnlyList<string> Platforms(GivenOptions given)
    {
        foreach (var name in given.Texts("platform").Where(name => Platform.Find(name) is null))
        {
            given.Refuse("platform", $"--platform cannot be {Quoted.Of(name)}", Platform.Hint(name, Platform.All));
        }

        return given.Texts("platform");
    }

    private static string? ExtensionVersion(GivenOptions given, IReadOnlyDictionary<string, string> environment)
    {
        var text = environment.GetValueOrDefault(EnvironmentVariable.ExtensionVersion, "");
        if (text.Length > 0 && !DeployRules.IsVersion(text))
        {
            given.RefuseVariable(
                EnvironmentVariable.ExtensionVersion,
                $"{EnvironmentVariable.ExtensionVersion} cannot be {Quoted.Of(text)}",
                "give the version of an extension, e.g. 0.8.0"
            );
        }

        return text.Length > 0 ? text : null;
    }

    /// <summary>What other tasks make must come from the builder; with them Deploy's would too, and the variable would silently mean nothing.</summary>
    private static bool BuildsOnHost(GivenOptions given, IReadOnlyDictionary<string, string> environment)
    {
        var isWanted = given.Variable(environment, EnvironmentVariable.BuildInContainer) == false;
        var deploys = given.Texts("target").ToLookup(task => Options.DeployTasks.Contains(task, StringComparer.OrdinalIgnoreCase));
        if (isWanted && deploys[true].Any() && deploys[false].Any())
        {
            given.RefuseVariable(
                EnvironmentVariable.BuildInContainer,
                $"{EnvironmentVariable.BuildInContainer}=false is for a run that only deploys, and this one is for {string.Join(", ", deploys[false])} too",
                "run the others on their own"
            );
        }

        return isWanted && deploys[true].Any();
    }

    private static int? Parallelism(GivenOptions given)
    {
        var text = given.Text("parallelism");
        if (text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 256))
        {
            return text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);
        }

        given.Refuse("parallelism", $"--parallelism cannot be {Quoted.Of(text)}", "give a whole number from 1 to 256");
        return null;
    }
}
