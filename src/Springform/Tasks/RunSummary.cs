namespace Springform.Tasks;

/// <summary>What each task did, for the table at the end.</summary>
public sealed class RunSummary
{
    private readonly Dictionary<string, string> notes = new(StringComparer.Ordinal);

    /// <summary>One line of a task: <c>7 cached, 1 built</c>.</summary>
    public void Note(string task, string text) => notes[task] = text;

    public string Of(string task) => notes.GetValueOrDefault(task, "");
}
