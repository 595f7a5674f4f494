namespace Springform.Machine;

/// <summary>Passes lines on as they come and keeps the last 40 for the error message.</summary>
internal sealed class OutputTail(IOutput output) : IOutput
{
    public const int MaximumLines = 40;

    private readonly Queue<string> _last = new(MaximumLines);

    public IReadOnlyList<string> Lines => [.. _last];

    public void Line(string text)
    {
        Keep(text);
        output.Line(text);
    }

    public void Detail(string text)
    {
        Keep(text);
        output.Detail(text);
    }

    private void Keep(string text)
    {
        if (_last.Count == MaximumLines)
            _last.Dequeue();
        _last.Enqueue(text);
    }
}
