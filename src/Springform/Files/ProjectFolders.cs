namespace Springform.Files;

/// <summary>Where everything of a project lies. Full paths.</summary>
public sealed record ProjectFolders(string Root)
{
    public string Dist => Path.Combine(Root, "dist");

    /// <summary>Package repositories, for a web server.</summary>
    public string Repositories => Path.Combine(Root, "dist-repositories");

    /// <summary>One verified blob per recipe and key; what a CI cache action stores.</summary>
    public string ToolsCache => Path.Combine(Root, "tools-cache");

    /// <summary>Springform's own state, ignored by git.</summary>
    public string State => Path.Combine(Root, ".springform");

    internal string StateIgnored => Path.Combine(State, ".gitignore");

    public string Results => Path.Combine(State, "results");

    public string Staging => Path.Combine(State, "staging");

    /// <summary>dist/ while another takes its place.</summary>
    public string OldDist => Path.Combine(State, "dist.old");

    /// <summary>What was in dist/ and is not Springform's.</summary>
    public string Dropped => Path.Combine(State, "dropped");

    public string Scratch => Path.Combine(State, "scratch");

    /// <summary>What generators made, where it is not what git tracks.</summary>
    public string Generated => Path.Combine(State, "generated");

    public string Logs => Path.Combine(State, "logs");

    /// <summary>What --keep-failures leaves of legs that failed.</summary>
    internal string Failures => Path.Combine(State, "failures");

    /// <summary>What was done for each release.</summary>
    public string PublishJournals => Path.Combine(State, "publish");

    public string Lock => Path.Combine(State, "lock");

    public string StatCache => Path.Combine(State, "stat-cache");

    public string Pins => Path.Combine(State, "pins.json");

    public string LastKeys => Path.Combine(State, "keys");

    /// <summary>What the last run did and when.</summary>
    internal string LastRun => Path.Combine(State, "last-run.json");

    /// <summary>Names of targets, one a line, for the completion of shells.</summary>
    internal string TargetNames => Path.Combine(State, "targets");

    /// <summary>The page that Report makes.</summary>
    internal string Report => Path.Combine(State, "report.html");
}
