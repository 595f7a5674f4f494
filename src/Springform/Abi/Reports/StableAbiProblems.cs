using Springform.Abi.Policies;
using Springform.Errors;
using Springform.Names;

namespace Springform.Abi.Reports;

/// <summary>
/// A wheel tagged cp39-abi3 promises to load in every CPython from 3.9 on, which holds when it uses the stable ABI of 3.9 alone (PEP 384, PEP 803). A symbol
/// beyond that is found by the first interpreter that lacks it, when the extension is imported.
/// </summary>
internal static class StableAbiProblems
{
    private const int ShownSymbols = 8;

    /// <param name="artifact">any; only a wheel's name promises something</param>
    /// <param name="policy">null: no file is excepted</param>
    /// <returns>E219, one for each file</returns>
    public static IEnumerable<Problem> Of(ExaminedArtifact artifact, AbiPolicy? policy)
    {
        if (WheelName.Parse(artifact.Name) is not { } name || PythonTag.Parse($"{name.Python}-{name.Abi}") is not { IsLimitedApi: true } tag)
            yield break;
        var floor = VersionNumber.Of($"3.{tag.Minor}");
        foreach (var file in artifact.Contents.Files.Where(file => policy?.IsExcepted(file.Path) != true))
        {
            var beyond = file
                .PythonImports.Select(symbol => (Symbol: symbol, Since: PolicyData.Current.StableAbi.GetValueOrDefault(symbol)))
                .Where(entry => entry.Since is null || entry.Since > floor)
                .ToList();
            if (beyond.Count > 0)
            {
                var shown = string.Join(
                    ", ",
                    beyond.Take(ShownSymbols).Select(entry => $"{entry.Symbol} ({(entry.Since is null ? "private" : $"since {entry.Since}")})")
                );
                yield return new Problem(
                    ErrorCode.NotStableAbi,
                    Quoted.Clean(
                        $"{file.Path} uses {shown}{(beyond.Count > ShownSymbols ? $" and {beyond.Count - ShownSymbols} more" : "")}, which the stable "
                            + $"ABI of Python {floor} does not have"
                    ),
                    Quoted.Clean(artifact.Place(file.Path)),
                    $"compile it with Py_LIMITED_API=0x03{tag.Minor:x2}0000 (Cython: limited API; PyO3: abi3-py3{tag.Minor}), or tag the wheel for "
                        + $"one Python, without {tag.Abi}"
                );
            }
        }
    }
}
