namespace Octokit;

public class ReleaseAssetUpdate(string name)
{
    public string Name { get; } = name;

    public string Label { get; set; }
}
