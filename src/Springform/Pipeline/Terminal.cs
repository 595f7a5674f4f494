using Springform.Engine;

namespace Springform.Pipeline;

/// <summary>Whole lines for people, from any thread. With --output json they go to standard error, so that standard output is one JSON document.</summary>
public sealed class Terminal(TextWriter people, TextWriter data, bool colours) : IOutput
{
    private readonly Lock turn = new();
    private string? heading;
    private int passingColumns;

    /// <summary>The stream is a terminal and NO_COLOR is not set.</summary>
    public bool Colours { get; } = colours;

    /// <summary>Columns; 80 where the output is no terminal.</summary>
    public int Width { get; init; } = 80;

    /// <summary>The stream is a terminal that can show a line which changes.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Stands before the next line; never shown when none comes before <see cref="End"/>.</summary>
    public void Begin(string heading)
    {
        lock (turn)
        {
            this.heading = heading;
        }
    }

    /// <param name="closing">the last line of what has a heading; null: none</param>
    public void End(string? closing)
    {
        lock (turn)
        {
            if (heading is null && closing is not null)
            {
                Write(people, closing);
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
            Wipe();
            var shown = text.Length < Width ? text : text[..(Width - 1)];
            passingColumns = shown.Length;
            people.Write(shown);
            people.Flush();
        }
    }

    public void Line(string text)
    {
        lock (turn)
        {
            ShowHeading();
            Write(people, text);
        }
    }

    /// <summary>What a program reads: a plan or a report as JSON, or the text that was asked for.</summary>
    public void Data(string text)
    {
        lock (turn)
        {
            ShowHeading();
            Write(data, text);
        }
    }

    public string Paint(string text, TerminalColour colour) => Colours ? $"\u001b[{(int)colour}m{text}\u001b[0m" : text;

    private void ShowHeading()
    {
        if (heading is not null)
        {
            Write(people, heading);
            heading = null;
        }
    }

    private void Write(TextWriter writer, string text)
    {
        Wipe();
        writer.WriteLine(text);
        writer.Flush();
    }

    // Blanks, and not a control sequence: that works on any terminal.
    private void Wipe()
    {
        if (passingColumns > 0)
        {
            people.Write($"\r{new string(' ', passingColumns)}\r");
            passingColumns = 0;
        }
    }
}
