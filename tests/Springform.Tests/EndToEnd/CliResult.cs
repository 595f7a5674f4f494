namespace Springform.Tests.EndToEnd;

/// <summary>How a run ended: one line of a test states exit code and text.</summary>
/// <param name="Output">stdout: the log of a build, or the data that was asked for</param>
/// <param name="Error">stderr: errors, and the log when the data is JSON</param>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public string All => $"{Output}\n{Error}";

    public IReadOnlyList<string> Lines => All.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public CliResult Ends(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, All);
        return this;
    }

    public CliResult Says(params string[] texts)
    {
        foreach (var text in texts)
            All.Contains(text, StringComparison.Ordinal).ShouldBeTrue($"is missing: {text}\n{All}");
        return this;
    }

    public CliResult SaysNot(params string[] texts)
    {
        foreach (var text in texts)
            All.Contains(text, StringComparison.Ordinal).ShouldBeFalse($"should not be said: {text}\n{All}");
        return this;
    }
}
