using Springform.Engine;

namespace Springform.Pipeline;

/// <summary>Whole lines for people, from any thread. With --output json they go to standard error, so that standard output is one JSON document.</summary>
public sealed class Terminal(TextWriter people, TextWriter data, bool colours) : IOutput
{
    private readonly Lock turn = new();
    private IReadOnlyList<string> live = [];

    /// <summary>The stream is a terminal and NO_COLOR is not set.</summary>
    public bool Colours { get; } = colours;

    /// <summary>Columns; 80 where the output is no terminal.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Rows.</summary>
    public int Height { get; init; } = 24;

    /// <summary>Lines may be drawn over: a terminal with a person before it. Not in CI, where the log keeps everything.</summary>
    public bool IsLive { get; init; }

    public void Line(string text)
    {
        lock (turn)
        {
            Erase();
            people.WriteLine(text);
            Draw();
        }
    }

    /// <summary>Lines that stand below all others until they are replaced; each shorter than <see cref="Width"/>.</summary>
    public void Live(IReadOnlyList<string> lines)
    {
        lock (turn)
        {
            Erase();
            live = lines;
            Draw();
        }
    }

    /// <summary>What a program reads: a plan or a report as JSON, or the text that was asked for.</summary>
    public void Data(string text)
    {
        lock (turn)
        {
            Erase();
            people.Flush();
            data.WriteLine(text);
            data.Flush();
            Draw();
        }
    }

    // ECMA-48: cursor up, erase to the end of the screen.
    private void Erase()
    {
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

    public string Paint(string text, TerminalColour colour) => Colours ? $"\u001b[{(int)colour}m{text}\u001b[0m" : text;
}
