namespace Springform.Deploy;

/// <summary>What a deploy found and did.</summary>
/// <param name="Lines">what was, and what is</param>
/// <param name="Note">one line for the summary</param>
internal sealed record DeployReport(IReadOnlyList<string> Lines, string Note);
