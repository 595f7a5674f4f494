using System.Buffers;

namespace Springform.Machine;

/// <summary>
/// Values that must not be shown, in any of the forms in which programs repeat them (<see cref="SecretForm"/>). Of a value with line breaks each line is one:
/// output comes line by line. Parts of less than <see cref="ShortestLength"/> characters are not looked for: they are in every text.
/// </summary>
internal sealed class Secrets
{
    public const int ShortestLength = 4;

    /// <summary>A line that cannot be cut between secrets is given in pieces all the same when it is this long.</summary>
    private const int LongestPiece = 1 << 20;

    private readonly IReadOnlyList<SecretForm> forms;
    private readonly SearchValues<string>? any;

    public Secrets(IReadOnlyList<string> values)
    {
        forms = [.. values.SelectMany(SecretForm.Of).Where(form => form.Text.Trim().Length >= ShortestLength).Distinct()];
        any = forms.Count == 0 ? null : SearchValues.Create([.. forms.Select(form => form.Text).Distinct(StringComparer.Ordinal)], StringComparison.Ordinal);
        Longest = forms.Select(form => form.Text.Length + 2).DefaultIfEmpty(0).Max();
    }

    public static Secrets None { get; } = new([]);

    /// <summary>In characters, with one more on each side that a form may take in.</summary>
    public int Longest { get; }

    public string Masked(string text)
    {
        var found = Found(text);
        if (found.Count == 0)
            return text;
        var shown = new System.Text.StringBuilder();
        var end = 0;
        foreach (var (from, to) in found)
        {
            shown.Append(text, end, from - end).Append("***");
            end = to;
        }

        return shown.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>Where the start of a line may be cut off so that no secret is cut, also none that only begins in it.</summary>
    /// <returns>0: not yet, more of the line has to come</returns>
    public int CutOf(string text)
    {
        var cut = Math.Max(0, text.Length - Math.Max(0, Longest - 1));
        var hit = Found(text).FirstOrDefault(range => range.From < cut && cut < range.To);
        if (hit.To > 0)
            cut = hit.From;
        if (cut == 0 && text.Length >= LongestPiece)
            cut = text.Length;
        return cut > 0 && cut < text.Length && char.IsLowSurrogate(text[cut]) ? cut - 1 : cut;
    }

    /// <summary>Where forms are, in order; those that overlap as one.</summary>
    private List<(int From, int To)> Found(string text)
    {
        if (any is null || text.AsSpan().IndexOfAny(any) < 0)
            return [];
        var merged = new List<(int From, int To)>();
        foreach (var range in forms.SelectMany(form => form.In(text)).OrderBy(range => range.From))
        {
            if (merged.Count > 0 && range.From < merged[^1].To)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            else
                merged.Add(range);
        }

        return merged;
    }
}
