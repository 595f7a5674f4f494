using System.Text.Json;
using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Package;
using Springform.Plan;
using Springform.Publish.Assets;

namespace Springform.Publish;

/// <summary>Whether dist/ is whole: every file of every target, tested, of this commit, with the hash that the ledger has. All problems at once.</summary>
internal sealed partial class DistChecks(DistFolder dist, BuildPlan plan)
{
    private const string Anew = "run --target=Dist, without --only and --skip";
    private readonly List<Problem> problems = [];

    /// <returns>what is uploaded: everything that the ledger lists, sorted by name</returns>
    /// <exception cref="SpringformException">E602 dist/ is not whole, E501 a file is not what was built</exception>
    public IReadOnlyList<LocalAsset> Require()
    {
        var ledger = Check();
        RequireNames(ledger);
        return problems.Count == 0
            ?
            [
                .. ledger
                    .Artifacts.OrderBy(artifact => artifact.Name, StringComparer.Ordinal)
                    .Select(artifact => new LocalAsset(
                        artifact.Name,
                        Path.Combine(dist.Folder, artifact.Path),
                        artifact.SizeBytes,
                        artifact.Sha256,
                        artifact.Target,
                        artifact.Kind
                    )
                    {
                        Floor = artifact.Floor,
                        NotStarted = artifact.NotStarted,
                    }),
            ]
            : throw new SpringformException([.. problems]);
    }

    /// <summary>The same for a place where a release's names do not matter.</summary>
    /// <exception cref="SpringformException">E602, E501</exception>
    public ArtifactLedger RequireWhole()
    {
        var ledger = Check();
        return problems.Count == 0 ? ledger : throw new SpringformException([.. problems]);
    }

    private ArtifactLedger Check()
    {
        if (dist.ReadLedger() is not { } ledger)
        {
            throw new SpringformException(
                new Problem(ErrorCode.IncompleteDist, "there is no dist/ to publish", dist.Folder, "run --target=Dist first, or leave --exclusive out")
            );
        }

        RequireSameSource(ledger);
        RequireComplete(ledger);
        problems.AddRange(dist.Verify(ledger).Problems);
        return ledger;
    }

    private void RequireSameSource(ArtifactLedger ledger)
    {
        var project = plan.Project;
        if (ledger.Commit != project.Commit || ledger.Version != project.Version)
        {
            Refuse($"dist/ is version {ledger.Version} of commit {ledger.Commit}, and HEAD is version {project.Version} of {project.Commit}", Anew);
        }
        else if (!plan.Key.IsPending && ledger.PlanKey != plan.Key.Text)
        {
            Refuse("dist/ is not what the project would make now: something that goes into it has changed since", Anew);
        }

        if (IsDirty())
        {
            Refuse("dist/ was made from a work tree with changes that are not committed", Anew);
        }
    }

    private void RequireComplete(ArtifactLedger ledger)
    {
        if (ledger.Partial || plan.IsPartial)
        {
            Refuse("dist/ is a part: it was made with --only", "publish what all targets made; parts of several machines are joined by --target=Merge");
        }

        if (ledger.Artifacts.Count == 0)
        {
            Refuse("the ledger of dist/ lists no artifact", Anew);
        }

        foreach (var missing in plan.FileNames.Where(name => ledger.Find(name) is null))
        {
            Refuse($"dist/ lacks {missing}", Anew);
        }

        foreach (var unsigned in plan.Signatures.SelectMany(signature => signature.Names).Where(name => ledger.Find(name) is null))
        {
            Refuse($"dist/ lacks the signature {unsigned}", "run --target=Sign, or leave --exclusive out");
        }

        foreach (var untested in plan.Checks.Distinct(StringComparer.Ordinal).Where(id => !ledger.Passed.Contains(id)))
        {
            Refuse($"{untested} has not passed for this dist/", Anew);
        }
    }

    /// <summary>Assets lie in no folders, and GitHub would replace other characters by dots.</summary>
    private void RequireNames(ArtifactLedger ledger)
    {
        foreach (var artifact in ledger.Artifacts.Where(artifact => !AssetName().IsMatch(artifact.Name)))
        {
            Refuse(
                $"{Quoted.Of(artifact.Name)} cannot be the name of an asset: GitHub would change it",
                "use letters, digits, '.', '_', '+' and '-' in the names of packages, and no dot at either end"
            );
        }
    }

    private bool IsDirty()
    {
        var path = Path.Combine(dist.Folder, DistFile.Manifest);
        if (!File.Exists(path))
        {
            return false; // told as missing
        }

        try
        {
            using var manifest = JsonDocument.Parse(PlainFile.ReadAllBytes(path));
            return manifest.RootElement.TryGetProperty("dirty", out var dirty) && dirty.ValueKind == JsonValueKind.True;
        }
        catch (JsonException)
        {
            return false; // told as altered
        }
    }

    private void Refuse(string what, string fix) => problems.Add(new Problem(ErrorCode.IncompleteDist, what, dist.Folder, fix));

    [GeneratedRegex(@"^[A-Za-z0-9_+-]([A-Za-z0-9._+-]*[A-Za-z0-9_+-])?\z")]
    private static partial Regex AssetName();
}
