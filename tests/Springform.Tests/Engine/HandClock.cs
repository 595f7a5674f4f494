namespace Springform.Tests.Engine;

/// <summary>A clock whose limits are over when a test says so.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly Lock turn = new();
    private readonly List<(TimerCallback Callback, object? State, TimeSpan Due)> waiting = [];

    /// <summary>All that is being waited for is over now.</summary>
    /// <returns>how long it should have taken</returns>
    public IReadOnlyList<TimeSpan> Pass()
    {
        List<(TimerCallback Callback, object? State, TimeSpan Due)> due;
        lock (turn)
        {
            due = [.. waiting];
            waiting.Clear();
        }

        due.ForEach(timer => timer.Callback(timer.State));
        return [.. due.Select(timer => timer.Due)];
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (turn)
            waiting.Add((callback, state, dueTime));
        return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
