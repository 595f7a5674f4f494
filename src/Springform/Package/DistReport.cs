using Springform.Errors;

namespace Springform.Package;

/// <summary>How dist/ compares with its ledger.</summary>
/// <param name="Problems">E501 for each file that is missing or altered</param>
/// <param name="Extra">paths below dist/ that the ledger does not list, sorted</param>
internal sealed record DistReport(IReadOnlyList<Problem> Problems, IReadOnlyList<string> Extra)
{
    public bool IsIntact => Problems.Count == 0;
}
