namespace Octokit;

public class GeneratedReleaseNotes
{
    public string Name { get; private set; }

    public string Body { get; private set; }
}
