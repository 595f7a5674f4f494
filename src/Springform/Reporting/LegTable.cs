namespace Springform.Reporting;

/// <summary>The one live table of legs on a terminal: drawn anew when something happens and each second, left standing at the end.</summary>
internal sealed class LegTable : IDisposable
{
    private readonly Terminal terminal;
    private readonly TimeProvider clock;
    private readonly LegTableText text;
    private readonly Lock turn = new();
    private readonly Dictionary<string, LegRow> rows;
    private readonly Dictionary<string, long> started = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> names;
    private readonly ITimer timer;
    private bool ended;

    public LegTable(Terminal terminal, TimeProvider clock, IReadOnlyList<string> names, string verb)
    {
        (this.terminal, this.clock, this.names, text) = (terminal, clock, names, new LegTableText(verb));
        rows = names.ToDictionary(name => name, name => new LegRow(name, LegState.Waiting, null, ""), StringComparer.Ordinal);
        timer = clock.CreateTimer(_ => Draw(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    public void Waits(string name, string reason) => Set(name, row => row with { Note = reason });

    public void Starts(string name)
    {
        lock (turn)
            started[name] = clock.GetTimestamp();
        Set(name, row => row with { State = LegState.Running, Note = "" });
    }

    /// <summary>Shown at the next tick: a compiler says more than a terminal can draw.</summary>
    public void Says(string name, string line)
    {
        lock (turn)
            rows[name] = rows[name] with { Note = line };
    }

    public void Ends(string name, bool failed, string note)
    {
        lock (turn)
            rows[name] = rows[name] with { Elapsed = clock.GetElapsedTime(started[name]) };
        Set(name, row => row with { State = failed ? LegState.Failed : LegState.Done, Note = note });
    }

    public void Dispose()
    {
        timer.Dispose();
        // A tick that is under way is not waited for, so it must find that there is nothing to draw any more.
        lock (turn)
            ended = true;
        terminal.Live([]);
        foreach (var line in Lines(int.MaxValue))
            terminal.Line(line);
    }

    private void Set(string name, Func<LegRow, LegRow> change)
    {
        lock (turn)
            rows[name] = change(rows[name]);
        Draw();
    }

    private void Draw()
    {
        lock (turn)
        {
            if (!ended)
                terminal.Live(Lines(terminal.Height));
        }
    }

    private IReadOnlyList<string> Lines(int height)
    {
        lock (turn)
            return text.Render([.. names.Select(name => Now(rows[name]))], terminal.Width, height);
    }

    private LegRow Now(LegRow row) => row.State == LegState.Running ? row with { Elapsed = clock.GetElapsedTime(started[row.Name]) } : row;
}
