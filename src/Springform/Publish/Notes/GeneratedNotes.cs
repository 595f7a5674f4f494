namespace Springform.Publish.Notes;

/// <summary>What GitHub's generator answers.</summary>
public sealed record GeneratedNotes
{
    public string Body { get; init; } = "";
}
