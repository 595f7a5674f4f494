namespace Springform.Completion;

/// <summary>A task that can be asked for: of Springform, or of the project itself.</summary>
/// <param name="Description">one sentence</param>
internal sealed record OfferedTask(string Name, string Description);
