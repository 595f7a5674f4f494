namespace Springform.Pipeline;

/// <summary>Values that must not be shown. Of a value with line breaks each line is one: output comes line by line.</summary>
public sealed class Secrets(IReadOnlyList<string> values)
{
    // The longest first: a secret that is part of another one must not leave the rest of that one readable.
    private readonly IReadOnlyList<string> values =
    [
        .. values.Concat(values.SelectMany(value => value.Split('\n', StringSplitOptions.TrimEntries)))
            .Where(value => !string.IsNullOrWhiteSpace(value))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(value => value.Length),
    ];

    public string Masked(string text) => values.Aggregate(text, (shown, secret) => shown.Replace(secret, "***", StringComparison.Ordinal));
}
