namespace Springform.FakeGitHub.State;

/// <summary>A refusal in GitHub's words.</summary>
public sealed class GitHubException(int status, string message, IReadOnlyList<object>? errors = null) : Exception(message)
{
    public int Status => status;

    public IReadOnlyList<object>? Errors => errors;

    public static GitHubException NotFound => new(404, "Not Found");

    /// <summary>422 with words of a rule's own.</summary>
    public static GitHubException Custom(string resource, string message, string? field = null) =>
        new(422, "Validation Failed", [Error(resource, message, field)]);

    /// <summary>As GitHub answers to publishing with a name of a deleted immutable release.</summary>
    /// <param name="hasTag">the tag was not deleted with it</param>
    public static GitHubException Burned(bool hasTag) =>
        new(
            422,
            "Validation Failed",
            [
                .. hasTag
                    ? Array.Empty<object>()
                    :
                    [
                        Error(
                            "Release",
                            "pre_receive Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n",
                            "pre_receive"
                        ),
                    ],
                Error("Release", "tag_name was used by an immutable release", "tag_name"),
                .. hasTag ? Array.Empty<object>() : [Error("Release", "Published releases must have a valid tag")],
            ]
        );

    private static Dictionary<string, string> Error(string resource, string message, string? field = null)
    {
        var error = new Dictionary<string, string>
        {
            ["resource"] = resource,
            ["code"] = "custom",
            ["message"] = message,
        };
        if (field is not null)
            error["field"] = field;
        return error;
    }

    /// <summary>422 with one field.</summary>
    public static GitHubException Invalid(string resource, string field, string code) =>
        new(
            422,
            "Validation Failed",
            [
                new Dictionary<string, string>
                {
                    ["resource"] = resource,
                    ["code"] = code,
                    ["field"] = field,
                },
            ]
        );
}
