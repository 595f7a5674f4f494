using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary>
/// What terms say of processors, stacks and text relocations. manylinux and musllinux refuse all three, since their names promise a plain machine; glibc
/// refuses executable stacks; <c>x86-64-v2</c> refuses what needs more. Of the rest there are warnings.
/// </summary>
internal sealed class CodeRule(IReadOnlyList<AbiTerm> terms)
{
    private readonly string? tag = terms.FirstOrDefault(term => term.Name.Contains("linux_", StringComparison.Ordinal))?.Name;
    private readonly AbiTerm? glibc = terms.FirstOrDefault(term => term.Name == "glibc");
    private readonly AbiTerm? processor = terms.FirstOrDefault(term => AbiTerms.Processors.Contains(term.Name));

    public IEnumerable<Violation> Check(AbiFile file) => Findings(file).Where(finding => finding.IsRefused).Select(finding => finding.Found);

    public IEnumerable<Violation> Warnings(AbiFile file) => Findings(file).Where(finding => !finding.IsRefused).Select(finding => finding.Found);

    private IEnumerable<(Violation Found, bool IsRefused)> Findings(AbiFile file)
    {
        if (terms.Count == 0)
            yield break;
        var ceiling = tag is null && processor is not null ? ProcessorLevel.Of(processor.Name) : ProcessorLevel.Baseline;
        if (CodeFacts.Processor(file, ceiling, tag ?? processor?.Name ?? terms[0].ToString()) is { } level)
            yield return (level, tag is not null || processor is not null);
        if (CodeFacts.Stack(file, tag ?? (glibc ?? terms[0]).ToString()) is { } stack)
            yield return (stack, tag is not null || glibc is not null);
        if (CodeFacts.TextRelocations(file, tag ?? terms[0].ToString()) is { } relocations)
            yield return (relocations, tag is not null);
    }
}
