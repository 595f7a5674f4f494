namespace Springform.FakeGitHub.State;

/// <summary>A refusal in GitHub's words.</summary>
public sealed class GitHubException(int status, string message, IReadOnlyList<object>? errors = null) : Exception(message)
{
    public int Status => status;

    public IReadOnlyList<object>? Errors => errors;

    public static GitHubException NotFound => new(404, "Not Found");

    /// <summary>422 with one field.</summary>
    public static GitHubException Invalid(string resource, string field, string code) =>
        new(422, "Validation Failed", [new Dictionary<string, string> { ["resource"] = resource, ["code"] = code, ["field"] = field }]);
}
