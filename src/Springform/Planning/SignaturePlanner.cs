using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Which files of dist/ get which signatures.</summary>
internal static class SignaturePlanner
{
    /// <param name="names">of all files in dist/ that may be signed</param>
    /// <param name="isPartial">the files may belong to other parts</param>
    /// <exception cref="SpringformException">E103 for each glob that fits no name</exception>
    public static IReadOnlyList<PlannedSignature> Plan(PlanContext context, IReadOnlyList<string> names, bool isPartial)
    {
        var planned = context
            .Config.Signatures.Select((how, index) => new PlannedSignature($"signatures[{index}]", how, [.. Glob.Match(how.Files, [.. names])]))
            .ToList();
        var problems =
            from signature in planned
            from pattern in signature.How.Files
            where !isPartial && Glob.Match([pattern], [.. names]).Count == 0
            select new Problem(
                ErrorCode.InvalidValue,
                $"{Quoted.Of(pattern)} in {signature.Place}.files fits no file of dist/",
                $"springform.yaml, {signature.Place}.files",
                Nearest.To(pattern, [.. names]) is { } nearest ? $"did you mean '{nearest}'?" : "correct the glob, or remove it"
            );
        return problems.ToList() is { Count: > 0 } found ? throw new SpringformException(found) : planned;
    }
}
