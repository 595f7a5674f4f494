using Springform.Machine;

namespace Springform.Tests.Compile;

/// <summary>Keeps what is shown.</summary>
internal sealed class RecordedLines : IOutput
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
            {
                return [.. lines];
            }
        }
    }

    public void Line(string text)
    {
        lock (lines)
        {
            lines.Add(text);
        }
    }
}
