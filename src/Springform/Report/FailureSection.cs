namespace Springform.Report;

/// <summary>Each problem as it was told, with its last lines.</summary>
internal static class FailureSection
{
    public static string Of(ReportFacts facts) => string.Join('\n', facts.Run?.Failures.Select(Failure) ?? []);

    private static string Failure(FailureFacts failure)
    {
        var lines = failure.LastLines.Count == 0 ? "" : $"\n<pre>{string.Join('\n', failure.LastLines.Select(Html.Of))}</pre>";
        return Html.Element(
            "div",
            $"<b>{Html.Of(failure.Code)}</b> {Html.Of(failure.What)}\n"
                + $"<div class=\"quiet\">at {Html.Of(failure.Where)}</div>\n<div>To mend it: {Html.Of(failure.Fix)}</div>{lines}",
            "failure"
        );
    }
}
