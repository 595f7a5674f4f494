namespace Springform.Config;

/// <summary>A command as a list of arguments, or one string, which is run by <c>sh -ec</c> as a Dockerfile's RUN would.</summary>
public sealed record CommandLine
{
    /// <summary>The program and its arguments, never empty once read.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What one string means.</summary>
    public static CommandLine Shell(string script) => new() { Arguments = ["sh", "-ec", script] };
}
