namespace Springform.Workflows;

/// <summary>One job of a matrix.</summary>
/// <param name="Target">its name</param>
/// <param name="Platform">what its artifacts are for</param>
/// <param name="Runner">the label of the machine</param>
/// <param name="Timeout">minutes</param>
internal sealed record BuildLeg(string Target, string Platform, string Runner, int Timeout);
