using Springform.Engine;

namespace Springform.Pipeline;

/// <summary>Whole lines for people, from any thread. With --output json they go to standard error, so that standard output is one JSON document.</summary>
public sealed class Terminal(TextWriter people, TextWriter data, bool colours) : IOutput
{
    private readonly Lock turn = new();
    private string? heading;

    /// <summary>The stream is a terminal and NO_COLOR is not set.</summary>
    public bool Colours { get; } = colours;

    /// <summary>Columns; 80 where the output is no terminal.</summary>
    public int Width { get; init; } = 80;

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
                people.WriteLine(closing);
                people.Flush();
            }

            heading = null;
        }
    }

    public void Line(string text)
    {
        lock (turn)
        {
            ShowHeading();
            people.WriteLine(text);
            people.Flush();
        }
    }

    /// <summary>What a program reads: a plan or a report as JSON, or the text that was asked for.</summary>
    public void Data(string text)
    {
        lock (turn)
        {
            ShowHeading();
            data.WriteLine(text);
            data.Flush();
        }
    }

    private void ShowHeading()
    {
        if (heading is not null)
        {
            people.WriteLine(heading);
            people.Flush();
            heading = null;
        }
    }

    public string Paint(string text, TerminalColour colour) => Colours ? $"\u001b[{(int)colour}m{text}\u001b[0m" : text;
}
