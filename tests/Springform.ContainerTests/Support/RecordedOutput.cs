using Springform.Machine;

namespace Springform.ContainerTests.Support;

/// <summary>Keeps the lines, and lets a test wait for one.</summary>
internal sealed class RecordedOutput : IOutput
{
    private readonly Lock _turn = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_turn)
                return [.. _lines];
        }
    }

    public void Line(string text)
    {
        lock (_turn)
        {
            _lines.Add(text);
            foreach (var (_, seen) in _awaited.Where(awaited => awaited.Text == text))
                seen.TrySetResult();
        }
    }

    /// <summary>Completes when the line has come; fails after a minute.</summary>
    public Task SeenAsync(string text)
    {
        lock (_turn)
        {
            if (_lines.Contains(text))
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, seen));
            return seen.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }
}
