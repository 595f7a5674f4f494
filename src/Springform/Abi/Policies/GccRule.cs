using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary><c>gcc 10</c>: libstdc++ and libgcc_s of that release have all that is needed of them; a libstdc++ that comes along counts as there.</summary>
internal sealed class GccRule(VersionNumber ceiling, Bundle bundle) : IAbiRule
{
    public IEnumerable<Violation> Check(AbiFile file)
    {
        foreach (var need in file.Versions.Where(need => !need.IsWeak && !bundle.Brings(need)))
        {
            var version = SymbolVersion.Of(need.Version);
            if (!GccReleases.Knows(version.Namespace) || version.Word.Length > 0)
                continue;
            var first = GccReleases.FirstWith(version);
            if (first is null || !IsOf(first))
            {
                yield return VersionRule.TooNew(
                    file,
                    need,
                    $"gcc {ceiling}",
                    $"what GCC {ceiling} ships",
                    $"it came with {(first is null ? "a newer GCC than is known here" : $"GCC {first}")}: build it with an older one, link with "
                        + "-static-libstdc++ -static-libgcc, or raise the policy"
                );
            }
        }
    }

    // "gcc 9" means all of 9.x.
    private bool IsOf(VersionNumber release) => release <= ceiling || release.ToString().StartsWith($"{ceiling}.", StringComparison.Ordinal);
}
