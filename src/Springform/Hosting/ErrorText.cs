using Springform.Errors;
using Springform.Files;
using Springform.Reporting;

namespace Springform.Hosting;

/// <summary>The one renderer of errors. A user's error never shows a stack trace; a bug shows all of it.</summary>
internal static class ErrorText
{
    public static IReadOnlyList<string> Lines(Exception failure, Terminal terminal) =>
        failure switch
        {
            SpringformException error => [.. error.Problems.SelectMany(problem => Lines(problem, terminal))],
            OperationCanceledException => ["cancelled: what was started is stopped and removed; dist/ and the caches are as they were"],
            _ =>
            [
                terminal.Paint("This is a bug in Springform, not in your project. Please report it with these lines:", TerminalColour.Red),
                .. failure.ToString().Split('\n').Select(line => line.TrimEnd('\r')),
            ],
        };

    private static IEnumerable<string> Lines(Problem problem, Terminal terminal)
    {
        yield return $"{terminal.Paint(problem.Code.ToString(), TerminalColour.Red)} {problem.What}";
        yield return $"  at  {problem.Where}";
        yield return $"  fix {problem.Fix}";
        foreach (var line in problem.Details)
        {
            yield return "      " + line;
        }
    }

    /// <summary>What the operating system refused is the machine's, wherever it strikes; everything else stays what it is.</summary>
    public static Exception Explained(Exception error) => error is SpringformException ? error : SystemFault.Explain(error) ?? error;
}
