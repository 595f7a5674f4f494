namespace Springform.FakeGitHub.Http;

/// <summary>What is answered, before it is: a fault may still change it.</summary>
/// <param name="Body">sent as JSON; null for none</param>
public sealed record Answer(int Status, object? Body = null)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Sent instead of <see cref="Body"/>.</summary>
    public string? File { get; init; }

    public static Answer Refusal(int status, string message, IReadOnlyList<object>? errors = null)
    {
        var body = new Dictionary<string, object> { ["message"] = message };
        if (errors is not null)
            body["errors"] = errors;
        body["documentation_url"] = "https://docs.github.com/rest";
        body["status"] = $"{status}";
        return new Answer(status, body);
    }
}
