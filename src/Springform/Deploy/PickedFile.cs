namespace Springform.Deploy;

/// <summary>A file that <c>deploy.files</c> took.</summary>
/// <param name="From">its path in the project, for messages</param>
/// <param name="To">absolute path in the container; null: where the server looks for files of its kind</param>
internal sealed record PickedFile(string From, string? To, string HostPath, string Sha256, string Mode, string Owner);
