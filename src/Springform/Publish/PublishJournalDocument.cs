using System.Text.Json.Serialization;

namespace Springform.Publish;

/// <summary>The journal as it is written.</summary>
internal sealed record PublishJournalDocument
{
    public required string Api { get; init; }

    public required string Repository { get; init; }

    public required string Tag { get; init; }

    /// <summary>A run began and did not come to its end.</summary>
    public bool Open { get; init; }

    /// <summary>GitHub never gives this tag to a release again.</summary>
    public bool Burned { get; init; }

    public IReadOnlyList<long> OwnDrafts { get; init; } = [];

    /// <summary>Keys of the publishers' runs that came to a good end.</summary>
    public IReadOnlyList<string> PublisherRuns { get; init; } = [];

    public IReadOnlyList<PublishJournalEntry> Entries { get; init; } = [];
}

/// <summary>One thing that was done.</summary>
internal sealed record PublishJournalEntry
{
    public required DateTimeOffset Time { get; init; }

    public required string What { get; init; }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(PublishJournalDocument))]
internal sealed partial class PublishJournalJson : JsonSerializerContext { }
