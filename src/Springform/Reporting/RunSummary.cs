namespace Springform.Reporting;

/// <summary>What each task did, and the last lines of a run.</summary>
public sealed class RunSummary(TimeProvider clock)
{
    private readonly long started = clock.GetTimestamp();
    private readonly List<(string Task, string Note)> notes = [];

    /// <summary>One line of a task: <c>7 cached, 1 built</c>.</summary>
    public void Note(string task, string text)
    {
        notes.RemoveAll(note => note.Task == task);
        notes.Add((task, text));
    }

    /// <summary>By task.</summary>
    internal IReadOnlyDictionary<string, string> All => notes.ToDictionary(note => note.Task, note => note.Note, StringComparer.Ordinal);

    public string Of(string task) => notes.FirstOrDefault(note => note.Task == task).Note ?? "";

    /// <param name="files">what is in dist/ now: name and size</param>
    internal IEnumerable<string> Lines(IReadOnlyList<(string Name, long SizeBytes)> files)
    {
        yield return $"done in {Elapsed.Of(clock.GetElapsedTime(started))}";
        if (files.Count > 0)
        {
            yield return "dist/";
            foreach (var (name, size) in files)
            {
                yield return $"  {SizeText.Of(size).PadLeft(9)}  {name}";
            }
        }
    }
}
