using Springform.Engine;

namespace Springform.Pipeline;

/// <summary>Whole lines for people, from any thread. With --output json they go to standard error, so that standard output is one JSON document.</summary>
public sealed class Terminal(TextWriter people, TextWriter data, bool colours) : IOutput
{
    private readonly Lock turn = new();
    private int passingColumns;

    /// <summary>The stream is a terminal and NO_COLOR is not set.</summary>
    public bool Colours { get; } = colours;

    /// <summary>Columns; 80 where the output is no terminal.</summary>
    public int Width { get; init; } = 80;

    /// <summary>The stream is a terminal that can show a line which changes.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>A line that the next one takes the place of; cut to the terminal's width. Nothing where the output is no terminal.</summary>
    public void Passing(string text)
    {
        if (!IsInteractive)
        {
            return;
        }

        lock (turn)
        {
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
            Wipe();
            people.WriteLine(text);
            people.Flush();
        }
    }

    /// <summary>What a program reads: a plan or a report as JSON, or the text that was asked for.</summary>
    public void Data(string text)
    {
        lock (turn)
        {
            data.WriteLine(text);
            data.Flush();
        }
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

    public string Paint(string text, TerminalColour colour) => Colours ? $"\u001b[{(int)colour}m{text}\u001b[0m" : text;
}
