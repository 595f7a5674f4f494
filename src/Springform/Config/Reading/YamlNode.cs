namespace Springform.Config.Reading;

/// <summary>A YAML value with its place. An alias is the same object as its anchor's value.</summary>
/// <param name="At">of its first character</param>
/// <param name="Size">values in it and below it, aliases counted each time</param>
internal abstract record YamlNode(SourcePosition At, long Size);

/// <param name="Plain">written without quotes</param>
internal sealed record YamlText(SourcePosition At, string Text, bool Plain) : YamlNode(At, 1)
{
    /// <summary>Nothing, ~ or null.</summary>
    public bool IsNull => Plain && Text is ("" or "~" or "null" or "Null" or "NULL");
}

internal sealed record YamlList(SourcePosition At, IReadOnlyList<YamlNode> Items) : YamlNode(At, 1 + Items.Sum(item => item.Size));

internal sealed record YamlMap(SourcePosition At, IReadOnlyList<YamlEntry> Entries) : YamlNode(At, 1 + Entries.Sum(entry => entry.Value.Size));

internal sealed record YamlEntry(YamlText Key, YamlNode Value);
