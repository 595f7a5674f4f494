using Springform.Config;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Package;
using Springform.Plan;
using Springform.Publish;
using Springform.Wheels.Rules;

namespace Springform.Index;

/// <summary>Brings the wheels and the source distribution of dist/ to the package index, after every byte was compared with the ledger.</summary>
internal sealed class IndexRelease(
    ProjectConfig config,
    BuildPlan plan,
    DistFolder dist,
    Options options,
    ProcessEnvironment environment,
    TimeProvider clock,
    IOutput log
)
{
    private const string Step = "step PublishIndex";

    /// <summary>Everything that can be known before the build. Nothing is asked of the index.</summary>
    /// <exception cref="SpringformException">E654, all problems at once</exception>
    public void CheckSource() => Login().Dispose();

    private IIndexLogin Login()
    {
        var problems = UnfitSwitches.Of(options, "the package index").Select(unfit => Problem(unfit, "leave the switch out")).ToList();
        if (config.Wheels is null)
        {
            problems.Add(Problem("springform.yaml declares no wheels", "add wheels:, or publish archives with --target=Publish"));
        }

        if (plan.Project.Dirty)
        {
            problems.Add(
                Problem(
                    "the work tree is not clean: no commit says what these wheels are made of",
                    "commit the changed files, put them on .gitignore, or remove them"
                )
            );
        }

        problems.AddRange(Local([Pep440.Of(plan.Project.Version)]));
        IIndexLogin? login = null;
        try
        {
            login = IndexCredentials.Read(config.Wheels?.Index ?? new IndexConfig(), environment, clock);
        }
        catch (SpringformException missing)
        {
            problems.AddRange(missing.Problems);
        }

        if (problems.Count == 0)
            return login!;
        login?.Dispose();
        throw new SpringformException(problems);
    }

    /// <returns>how many were uploaded, and how many there are</returns>
    /// <exception cref="SpringformException">
    /// E654 as above; E602 dist/ is a part, untested or of another commit; E501 and E504 it is damaged; E65x of the index
    /// </exception>
    public async Task<(int Uploaded, int Files)> RunAsync(CancellationToken cancellation)
    {
        using var login = Login();
        var ledger = new DistChecks(dist, plan).RequireWhole();
        var files = new List<IndexFile>();
        var problems = new List<Problem>();
        foreach (var artifact in ledger.Artifacts.Where(artifact => artifact.Kind is ArtifactKind.Wheel or ArtifactKind.SourceDistribution))
        {
            var path = Path.Combine(dist.Folder, artifact.Path);
            var broken = await IndexRules.BrokenAsync(artifact.Name, path, config.Wheels!.Index.EffectiveFileLimit(), cancellation);
            problems.AddRange(broken.Select(what => Problem(what, "make it anew with what the index asks for; nothing was uploaded")));
            if (broken.Count > 0)
            {
                continue;
            }

            files.Add(await IndexMetadata.ReadAsync(artifact, path, cancellation));
        }

        if (files.Count == 0 && problems.Count == 0)
        {
            problems.Add(Problem("dist/ holds no wheels", "run --target=Dist"));
        }

        if (ledger.Artifacts.Count(artifact => artifact.Kind == ArtifactKind.SourceDistribution) is var sources and > 1)
        {
            problems.Add(Problem($"dist/ holds {sources} source distributions, and an index takes one of a version", "keep one of them"));
        }

        problems.AddRange(Local(files.Select(file => file.Version)));
        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }

        using var client = new IndexClient(config.Wheels!.Index, login, clock);
        return (await new IndexPublisher(client, clock, log).PublishAsync(files, cancellation), files.Count);
    }

    /// <summary>PEP 440: a local version (1.4.0.dev0+snapshot.3f2a91c) is never uploaded to a public index.</summary>
    private static IEnumerable<Problem> Local(IEnumerable<string> versions) =>
        versions
            .Where(Pep440.IsLocal)
            .Distinct(StringComparer.Ordinal)
            .Select(version =>
                Problem(
                    $"the version {version} is local: no index takes it",
                    "publish from a tag such as v1.4.0 or v1.4.0-rc.1, or from a commit after one, without --snapshot"
                )
            );

    private static Problem Problem(string what, string fix) => new(ErrorCode.NotUploadable, what, Step, fix);
}
