using System.Globalization;
using System.Text;
using Springform.Reporting;

namespace Springform.Report;

/// <summary>Tasks, legs and steps, one row each with a bar from when it could have begun to its end, and below where the steps' results came from.</summary>
internal static class TimelineSection
{
    // A bar that took no time is still seen.
    private const double LeastPercent = 0.4;

    private static readonly (string Origin, string Title)[] Origins =
    [
        ("built", "Made by this run"),
        ("registry", "From a registry"),
        ("cache", "There already"),
    ];

    public static string Of(RunFacts? run)
    {
        if (run is null || run.Spans.Count == 0)
            return "";
        var rows = string.Join('\n', run.Spans.Select(span => Row(span, run.Seconds)));
        var origins = string.Concat(Origins.Select(origin => Steps(origin.Title, run, origin.Origin)));
        return $"<ol class=\"timeline\">\n{rows}\n</ol>\n{origins}".TrimEnd('\n');
    }

    private static string Row(SpanFacts span, double seconds)
    {
        var started = span.StartedAt ?? span.EndedAt;
        var waited = started - span.QueuedAt;
        var words = Html.Quiet([
            span.Note,
            span.End == "done" ? null : span.End,
            span.WaitedFor is null ? null : $"waited {Elapsed.Of(TimeSpan.FromSeconds(waited))}: {span.WaitedFor}",
            span.After.Count == 0 ? null : $"after {string.Join(", ", span.After)}",
        ]);
        return $"<li class=\"{span.Kind}\">{Html.Head(Html.Of(span.Name), Elapsed.Of(TimeSpan.FromSeconds(span.EndedAt - started)))}"
            + $"{Bar(span, started, seconds)}{words}</li>";
    }

    private static string Bar(SpanFacts span, double started, double seconds)
    {
        var bar = new StringBuilder();
        var label = string.Create(CultureInfo.InvariantCulture, $"from {started:F1} s to {span.EndedAt:F1} s");
        bar.Append(CultureInfo.InvariantCulture, $"<svg class=\"bar {span.End}\" role=\"img\" aria-label=\"{label}\">");
        bar.Append("<rect class=\"track\" width=\"100%\" height=\"8\"/>");
        if (span.WaitedFor is not null)
            bar.Append(Rectangle("waits", span.QueuedAt, started, seconds));
        if (span.StartedAt is not null)
            bar.Append(Rectangle("took", started, span.EndedAt, seconds));
        return bar.Append("</svg>").ToString();
    }

    private static string Rectangle(string classes, double from, double to, double seconds)
    {
        var percent = 100 / Math.Max(seconds, 0.001);
        var width = Math.Clamp((to - from) * percent, LeastPercent, 100);
        var left = Math.Clamp(from * percent, 0, 100 - width);
        return string.Create(CultureInfo.InvariantCulture, $"<rect class=\"{classes}\" x=\"{left:F2}%\" width=\"{width:F2}%\" height=\"8\"/>");
    }

    private static string Steps(string title, RunFacts run, string origin)
    {
        var steps = run.Origins.Where(step => step.Value == origin).Select(step => step.Key).ToList();
        return steps.Count == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"<details>\n<summary>{title}: {steps.Count}</summary>\n")
                + $"{Html.List(steps.Select(Html.Of))}\n</details>\n";
    }
}
