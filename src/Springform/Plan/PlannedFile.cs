using Springform.Archives.Packages;

namespace Springform.Plan;

/// <param name="From">glob; null for tools and for a text</param>
/// <param name="Tool">tool name; <see cref="AllTools"/>; null for files</param>
/// <param name="To">folder with a trailing slash, or a file name; null: the same path</param>
internal sealed record PlannedFile(string? From, string? Tool, string? To)
{
    /// <summary>Instead of a tool's name: those of all tools.</summary>
    public const string AllTools = "*";

    /// <summary>The content of the file <see cref="To"/>, which is taken from nowhere; null: files or tools.</summary>
    public string? Text { get; init; }

    /// <summary>What its files have otherwise than usual, in a system package; null: nothing.</summary>
    public EntryAttributes? Attributes { get; init; }
}
