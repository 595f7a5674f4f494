using Springform.Ci;
using Springform.Machine;

namespace Springform.Reporting;

/// <summary>
/// Whole lines for people, from any thread. With --output json they go to standard error, so that standard output is one JSON document. All output passes here,
/// and so does all text that somebody else wrote: <see cref="ShownText"/> cleans it and <see cref="Fence"/> keeps it from commanding a CI runner.
/// </summary>
public sealed class Terminal(TextWriter people, TextWriter data, bool colours) : IOutput
{
    private readonly Lock turn = new();
    private string? heading;
    private IReadOnlyList<string> live = [];
    private int passingColumns;

    /// <summary>The stream is a terminal and NO_COLOR is not set.</summary>
    internal bool Colours { get; } = colours;

    /// <summary>Columns; 80 where the output is no terminal.</summary>
    internal int Width { get; init; } = 80;

    /// <summary>Rows.</summary>
    internal int Height { get; init; } = 24;

    /// <summary>The stream is a terminal that can show lines which change. Not in CI, where the log keeps everything.</summary>
    internal bool IsInteractive { get; init; }

    /// <summary>Data was written.</summary>
    internal bool HasData { get; private set; }

    /// <summary>For text that is not ours.</summary>
    internal CommandFence Fence { get; init; } = new(CommandFence.Runner.None);

    /// <summary>A table may be drawn over and over; not with NO_COLOR, which asks for plain lines.</summary>
    internal bool IsLive => IsInteractive && Colours;

    /// <summary>Stands before the next line; never shown when none comes before <see cref="End"/>.</summary>
    internal void Begin(string heading)
    {
        lock (turn)
        {
            this.heading = heading;
        }
    }

    /// <param name="closing">the last line of what has a heading; null: none</param>
    internal void End(string? closing)
    {
        lock (turn)
        {
            if (heading is null && closing is not null)
            {
                Write(people, [closing]);
            }

            heading = null;
        }
    }

    /// <summary>A line that the next one takes the place of; cut to the terminal's width. Nothing where the output is no terminal.</summary>
    public void Passing(string text)
    {
        if (!IsInteractive)
        {
            return;
        }

        lock (turn)
        {
            ShowHeading();
            Erase();
            var clean = ShownText.Of(text, colours: false);
            var shown = clean.Length < Width ? clean : clean[..(Width - 1)];
            passingColumns = shown.Length;
            people.Write(shown);
            people.Flush();
        }
    }

    /// <summary>Lines that stand below all others until they are replaced; each shorter than <see cref="Width"/>.</summary>
    internal void Live(IReadOnlyList<string> lines)
    {
        lock (turn)
        {
            ShowHeading();
            Erase();
            live = lines;
            Draw();
        }
    }

    public void Line(string text)
    {
        lock (turn)
        {
            ShowHeading();
            Write(people, Fence.Lines(ShownText.Of(text, Colours)));
        }
    }

    /// <summary>As <see cref="Passing"/>: whoever says it keeps it.</summary>
    void IOutput.Detail(string text) => Passing(text);

    /// <summary>What a task did: beside its heading where it said nothing else, else below its lines.</summary>
    internal void Note(string text, bool besideHeading)
    {
        lock (turn)
        {
            if (besideHeading && heading is not null)
            {
                Write(people, [$"{heading}: {ShownText.Of(text, Colours)}"]);
                heading = null;
                return;
            }
        }

        Line($"    {text}");
    }

    /// <summary>A command of ours to the CI runner, as it is.</summary>
    internal void Command(string text)
    {
        lock (turn)
        {
            ShowHeading();
            Write(people, [text]);
        }
    }

    /// <summary>
    /// What a program reads: a plan or a report as JSON, or the text that was asked for; of one or more lines. JSON cannot be fenced: there a runner's mark,
    /// which stands in texts only, is spelled so that it is none.
    /// </summary>
    public void Data(string text)
    {
        var clean = text.Split('\n').Select(line => ShownText.Of(line.TrimEnd('\r'), Colours));
        lock (turn)
        {
            ShowHeading();
            HasData = true;
            Write(
                data,
                data == people ? [.. clean.SelectMany(Fence.Lines)]
                    : Fence.IsNeeded ? [.. clean.Select(line => line.Replace("##", @"#\u0023", StringComparison.Ordinal))]
                    : [.. clean]
            );
        }
    }

    internal string Paint(string text, TerminalColour colour) => Colours ? $"\u001b[{(int)colour}m{text}\u001b[0m" : text;

    private void ShowHeading()
    {
        if (heading is not null)
        {
            Write(people, [heading]);
            heading = null;
        }
    }

    private void Write(TextWriter writer, IReadOnlyList<string> lines)
    {
        Erase();
        people.Flush();
        foreach (var line in lines)
            writer.WriteLine(line);
        writer.Flush();
        Draw();
    }

    // A passing line by blanks, which works on any terminal; a table by ECMA-48: cursor up, erase to the end of the screen.
    private void Erase()
    {
        if (passingColumns > 0)
        {
            people.Write($"\r{new string(' ', passingColumns)}\r");
            passingColumns = 0;
        }

        if (live.Count > 0)
        {
            people.Write($"\u001b[{live.Count}A\u001b[0J");
        }
    }

    private void Draw()
    {
        foreach (var line in live)
        {
            people.WriteLine(line);
        }

        people.Flush();
    }
}
