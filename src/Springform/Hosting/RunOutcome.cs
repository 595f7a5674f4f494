using Cake.Core;
using Springform.Errors;

namespace Springform.Hosting;

/// <summary>How the run ended: Cake wraps a task's exception and loses its exit code, so it is kept here.</summary>
internal sealed class RunOutcome
{
    public Exception? Failure { get; private set; }

    public ExitCode ExitCode =>
        Failure switch
        {
            null => ExitCode.Done,
            SpringformException error => error.ExitCode,
            OperationCanceledException => ExitCode.Cancelled,
            _ => ExitCode.Bug,
        };

    public void Record(Exception error) => Failure ??= Unwrap(error);

    private static Exception Unwrap(Exception error) =>
        error switch
        {
            CakeReportException { InnerException: { } inner } => Unwrap(inner),
            AggregateException { InnerExceptions: [var only] } => Unwrap(only),
            AggregateException many when many.InnerExceptions.All(inner => Unwrap(inner) is SpringformException) => new SpringformException(
                [.. many.InnerExceptions.SelectMany(inner => ((SpringformException)Unwrap(inner)).Problems)],
                many
            ),
            AggregateException many when many.InnerExceptions.All(inner => Unwrap(inner) is OperationCanceledException) => Unwrap(many.InnerExceptions[0]),
            _ => error,
        };
}
