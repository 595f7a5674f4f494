namespace Springform.Index;

/// <summary>The index gave no answer, or one that says to come later: whether a file arrived is not known.</summary>
internal sealed class IndexUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>As the index asks; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>No use in trying again: its certificate is not trusted.</summary>
    public bool IsUntrusted { get; init; }
}
