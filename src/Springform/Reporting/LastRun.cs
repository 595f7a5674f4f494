using System.Text.Json;
using System.Text.Json.Serialization;

namespace Springform.Reporting;

/// <summary>
/// .springform/last-run.json: what the last run did that held the project's lock, for the page of Report. It holds times, and is never an input.
/// </summary>
internal sealed record LastRun
{
    /// <summary>Null: the run ended before there was a plan.</summary>
    public required string? Project { get; init; }

    public required string? Version { get; init; }

    public required string? Commit { get; init; }

    /// <summary>The tasks that were asked for.</summary>
    public required IReadOnlyList<string> Requested { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Ended { get; init; }

    public required RunEnd End { get; init; }

    public required IReadOnlyList<RunSpan> Spans { get; init; }

    /// <summary>By <c>TASK ID</c>; steps that had nothing to do with this run are not among them.</summary>
    public required IReadOnlyDictionary<string, StepOrigin> Origins { get; init; }

    /// <summary>One line of each task.</summary>
    public required IReadOnlyDictionary<string, string> Notes { get; init; }

    public required IReadOnlyList<RunFailure> Failures { get; init; }
}

/// <summary>How a run ended.</summary>
internal enum RunEnd
{
    Done,
    Failed,
    Cancelled,
}

/// <summary>A problem as it was told, with its last lines.</summary>
internal sealed record RunFailure(string Code, string What, string Where, string Fix, IReadOnlyList<string> Details);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(SpanKindConverter), typeof(SpanEndConverter), typeof(StepOriginConverter), typeof(RunEndConverter)]
)]
[JsonSerializable(typeof(LastRun))]
internal sealed partial class LastRunJson : JsonSerializerContext;

internal sealed class SpanKindConverter() : JsonStringEnumConverter<SpanKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

internal sealed class SpanEndConverter() : JsonStringEnumConverter<SpanEnd>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

internal sealed class StepOriginConverter() : JsonStringEnumConverter<StepOrigin>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

internal sealed class RunEndConverter() : JsonStringEnumConverter<RunEnd>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
