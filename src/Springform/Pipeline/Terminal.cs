using Springform.Engine;

namespace Springform.Pipeline;

/// <summary>Whole lines for people, from any thread. With --output json they go to standard error, so that standard output is one JSON document.</summary>
public sealed class Terminal(TextWriter people, TextWriter data, bool colours) : IOutput
{
    private readonly Lock turn = new();

    /// <summary>The stream is a terminal and NO_COLOR is not set.</summary>
    public bool Colours { get; } = colours;

    /// <summary>Columns; 80 where the output is no terminal.</summary>
    public int Width { get; init; } = 80;

    public void Line(string text)
    {
        lock (turn)
        {
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

    public string Paint(string text, TerminalColour colour) => Colours ? $"\u001b[{(int)colour}m{text}\u001b[0m" : text;
}
