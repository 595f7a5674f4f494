namespace Octokit;

public class NewRelease(string tagName)
{
    public string TagName { get; } = tagName;

    /// <summary>Where the tag is made when it does not exist; GitHub's default is the default branch.</summary>
    public string TargetCommitish { get; set; }

    public string Name { get; set; }

    public string Body { get; set; }

    public bool Draft { get; set; }

    public bool Prerelease { get; set; }

    public bool GenerateReleaseNotes { get; set; }

    public MakeLatestQualifier? MakeLatest { get; set; }
}
