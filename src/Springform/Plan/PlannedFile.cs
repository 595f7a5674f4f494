namespace Springform.Plan;

/// <param name="From">glob, or null for tools</param>
/// <param name="Tool">tool name; "*" for all; null for files</param>
/// <param name="To">folder with a trailing slash, or a file name; null: the same path</param>
public sealed record PlannedFile(string? From, string? Tool, string? To);
