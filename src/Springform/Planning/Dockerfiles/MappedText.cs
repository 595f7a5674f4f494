namespace Springform.Planning.Dockerfiles;

/// <summary>Text that was put together from pieces of a file, with the place in the file of each of its characters.</summary>
/// <param name="Offsets">one per character</param>
/// <param name="Line">where it begins, from 1</param>
internal sealed record MappedText(string Text, IReadOnlyList<int> Offsets, int Line)
{
    public MappedText From(int start) => Slice(start, Text.Length - start);

    public MappedText Slice(int start, int length) => new(Text.Substring(start, length), [.. Offsets.Skip(start).Take(length)], Line);

    /// <summary>What the characters cover in the file; none for empty text.</summary>
    public SourceSpan Span => Text.Length == 0 ? new SourceSpan(0, 0) : new SourceSpan(Offsets[0], Offsets[^1] + 1);

    /// <summary>Parts between blanks.</summary>
    public IReadOnlyList<MappedText> Words()
    {
        var words = new List<MappedText>();
        var start = 0;
        while (start < Text.Length)
        {
            if (IsBlank(Text[start]))
            {
                start++;
                continue;
            }

            var end = start;
            while (end < Text.Length && !IsBlank(Text[end]))
            {
                end++;
            }

            words.Add(Slice(start, end - start));
            start = end;
        }

        return words;
    }

    public static bool IsBlank(char character) => character is ' ' or '\t' or '\v' or '\f' or '\r';
}
