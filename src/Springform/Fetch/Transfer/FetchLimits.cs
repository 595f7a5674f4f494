namespace Springform.Fetch.Transfer;

/// <summary>How long, how often and how wide a download tries.</summary>
internal sealed record FetchLimits
{
    /// <summary>At one server at a time.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>What one request asks for; smaller files come in one piece.</summary>
    public int PieceBytes { get; init; } = 8 << 20;

    /// <summary>Progress is written down this often: what a killed download loses per connection.</summary>
    public int NoteBytes { get; init; } = 1 << 20;

    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The window in which <see cref="SlowestBytesPerSecond"/> must be kept up; also the wait for an answer's headers.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    public int SlowestBytesPerSecond { get; init; } = 1024;

    /// <summary>In a row, without progress.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Before the first retry; doubled with each, with jitter.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A server that asks for a longer wait is left for the next one.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A retry that got this far begins to count anew.</summary>
    public int ProgressBytes { get; init; } = 256 << 10;
}
