namespace Springform.Machine;

/// <summary>One program to run, and what goes in and comes out of it.</summary>
/// <param name="Executable">full path, or a name that PATH finds</param>
/// <param name="Arguments">a list; nothing is quoted or split</param>
internal sealed record ProcessCommand(string Executable, IReadOnlyList<string> Arguments)
{
    /// <summary>Set on top of Springform's own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Null: Springform's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Writes standard input, which is closed afterwards. Null: closed at once.</summary>
    public Func<Stream, CancellationToken, Task>? Input { get; init; }

    /// <summary>Reads standard output as bytes, to its end. Excludes <see cref="OutputLine"/>.</summary>
    public Func<Stream, CancellationToken, Task>? Output { get; init; }

    /// <summary>Called for each line of standard output as it comes. Calls of both line callbacks never overlap.</summary>
    public Action<string>? OutputLine { get; init; }

    /// <summary>Called for each line of standard error as it comes.</summary>
    public Action<string>? ErrorLine { get; init; }

    /// <summary>On cancellation: time between SIGTERM and SIGKILL. Zero: SIGKILL at once.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>On cancellation what it has started is asked to end too.</summary>
    public bool AsksChildren { get; init; }

    /// <summary>On cancellation also what it has started is ended, whether it still runs or left that behind.</summary>
    public bool EndsChildren { get; init; }
}
