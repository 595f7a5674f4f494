namespace Cake.GitHub;

public class GitHubStatusResult
{
    public string? Id { get; set; }

    public string? Url { get; set; }

    public string? State { get; set; }
}
