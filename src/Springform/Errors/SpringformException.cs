namespace Springform.Errors;

/// <summary>One or more problems that a user can mend. Never carries a bug: those keep their own exception types.</summary>
public sealed class SpringformException(IReadOnlyList<Problem> problems, Exception? inner)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.ToString())), inner)
{
    public SpringformException(IReadOnlyList<Problem> problems)
        : this(problems, null) { }

    public SpringformException(Problem problem)
        : this([problem], null) { }

    public SpringformException(Problem problem, Exception? inner)
        : this([problem], inner) { }

    /// <summary>All problems found at once, never empty.</summary>
    public IReadOnlyList<Problem> Problems { get; } = problems;

    /// <summary>The exit code of the first problem: problems of one throw belong to one step.</summary>
    public ExitCode ExitCode => Problems[0].Code.ExitCode;
}
