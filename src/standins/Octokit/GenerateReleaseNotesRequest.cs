namespace Octokit;

public class GenerateReleaseNotesRequest(string tagName)
{
    public string TagName { get; } = tagName;

    public string TargetCommitish { get; set; }

    public string PreviousTagName { get; set; }

    public string ConfigurationFilePath { get; set; }
}
