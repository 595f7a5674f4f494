namespace Springform.Plan;

/// <summary>The source distribution, made once for all targets.</summary>
/// <param name="Archive">autobahn_nvx-1.4.0.tar.gz, whose one folder has the same name (PEP 625)</param>
/// <param name="Pattern">glob of what the commands leave</param>
/// <param name="CommandIds">commands that run once for all targets</param>
public sealed record SdistStep(string Archive, string Pattern, IReadOnlyList<string> CommandIds, IReadOnlyList<ChecksumFile> Checksums, StepKey Key)
{
    private const string Ending = ".tar.gz";

    public string Id => $"package/{Archive}";

    /// <summary>autobahn_nvx-1.4.0</summary>
    public string Root => Archive[..^Ending.Length];
}
