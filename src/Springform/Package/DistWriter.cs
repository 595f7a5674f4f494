using System.Text;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>Completes the staged artifacts with manifest, checksums and ledger, in this order, and makes them dist/.</summary>
internal sealed class DistWriter(DistFolder dist, Staging staging)
{
    private const string Producer = "dist";

    /// <param name="archives">of all packages, and of the sources</param>
    /// <param name="further">other staged artifacts, such as reports</param>
    /// <param name="passed">ids of the test and load steps that passed for these archives</param>
    /// <returns>the ledger of the new dist/</returns>
    /// <exception cref="SpringformException">E305 disk full, E406, E103; dist/ is as it was then</exception>
    public ArtifactLedger Write(
        BuildPlan plan,
        Manifest manifest,
        IReadOnlyList<StagedArchive> archives,
        IReadOnlyList<Artifact> further,
        IReadOnlyList<string> passed
    )
    {
        List<Artifact> artifacts = [.. archives.SelectMany(staged => staged.Artifacts), .. further];
        artifacts.Add(staging.Write(DistFile.Manifest, ArtifactKind.Manifest, manifest.Json(archives), null, Producer));
        artifacts.Add(staging.Write(DistFile.Checksums, ArtifactKind.Checksums, Encoding.UTF8.GetBytes(ChecksumText.Of(artifacts)), null, Producer));
        return Finish(plan, artifacts, passed, plan.IsPartial || plan.Prebuilt.Count > 0);
    }

    /// <summary>The ledger of all that is staged, and the exchange.</summary>
    internal ArtifactLedger Finish(BuildPlan plan, IReadOnlyList<Artifact> artifacts, IReadOnlyList<string> passed, bool partial)
    {
        var project = plan.Project;
        var ledger = new ArtifactLedger(
            project.Name,
            project.Version,
            project.Commit,
            partial,
            plan.Key.Text,
            [.. artifacts.OrderBy(artifact => artifact.Path, StringComparer.Ordinal)]
        )
        {
            SourceKey = plan.SourceKey,
            Passed = [.. passed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
        return Finish(ledger);
    }

    /// <summary>The same of a ledger that lists all that is staged.</summary>
    internal ArtifactLedger Finish(ArtifactLedger ledger)
    {
        AtomicFile.Write(
            Path.Combine(staging.Folder, DistFile.Ledger),
            file =>
            {
                file.Write(LedgerFile.Json(ledger));
                return true;
            }
        );
        dist.Replace(ledger);
        return ledger;
    }
}
