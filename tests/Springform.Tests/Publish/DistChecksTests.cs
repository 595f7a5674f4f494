using System.Security.Cryptography;
using System.Text;
using Springform.Errors;
using Springform.Keys;
using Springform.Names;
using Springform.Package;
using Springform.Plan;
using Springform.Publish;
using Springform.Publish.Assets;
using Springform.Tests.Cache;
using Springform.Tests.Planning;

namespace Springform.Tests.Publish;

/// <summary>A dist/ that says something else than the plan: its ledger is written by hand here.</summary>
public sealed class DistChecksTests : IDisposable
{
    private const string Manifest = """{"dirty": false}""";

    private static readonly BuildPlan Plan = new PlanProject(
        """
        name: hello
        version: 1.4.0
        bases: {bookworm: {image: "debian:bookworm"}}
        builder: {image: "b:v1", dockerfile: Dockerfile}
        targets: {x86_64: linux/amd64}
        test: [make test]
        packages: [{archive: hello.tgz, files: [in.txt], checksums: []}]

        """
    ).With("Dockerfile", "FROM debian:bookworm\n").With("in.txt", "in").Plan();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_whole_dist_is_listed_by_name()
    {
        Write(Whole());

        Require().Select(asset => asset.Name).ShouldBe(Whole().Artifacts.Select(artifact => artifact.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_test_that_was_left_out_is_named()
    {
        Write(Whole() with { Passed = [.. Plan.Checks.Where(id => !id.StartsWith("test/", StringComparison.Ordinal))] });

        Problems().ShouldBe(["E602 test/x86_64/1-sh has not passed for this dist/"]);
    }

    [Fact]
    public void A_dist_of_a_dirty_work_tree_is_refused_whatever_the_tree_is_now()
    {
        Write(Whole(), manifest: """{"dirty": true}""");

        Problems().ShouldContain("E602 dist/ was made from a work tree with changes that are not committed");
    }

    [Fact]
    public void A_dist_of_other_inputs_is_refused()
    {
        Write(Whole() with { PlanKey = new string('9', 64) });

        Problems().ShouldBe(["E602 dist/ is not what the project would make now: something that goes into it has changed since"]);
    }

    [Fact]
    public void Nothing_at_all_is_an_error_and_so_is_everything_that_is_missing()
    {
        Write(Whole() with { Artifacts = [] });

        Problems().ShouldContain("E602 the ledger of dist/ lists no artifact");
        Problems().ShouldContain("E602 dist/ lacks hello.tgz");
    }

    private static ArtifactLedger Whole() =>
        new(
            "hello",
            "1.4.0",
            Plan.Project.Commit,
            Partial: false,
            Plan.Key.Text,
            [.. Plan.FileNames.Select(name => new Artifact(name, ArtifactKind.Archive, name, "", 0, null, "package", null))]
        )
        {
            Passed = [.. Plan.Checks],
        };

    private void Write(ArtifactLedger ledger, string manifest = Manifest)
    {
        var artifacts = ledger.Artifacts.Select(artifact =>
        {
            var bytes = Encoding.UTF8.GetBytes(artifact.Name == "manifest.json" ? manifest : artifact.Name);
            folder.File($"dist/{artifact.Name}", Encoding.UTF8.GetString(bytes));
            return artifact with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), SizeBytes = bytes.Length };
        });
        folder.File($"dist/{DistFile.Ledger}", Encoding.UTF8.GetString(LedgerFile.Json(ledger with { Artifacts = [.. artifacts] })));
    }

    private IReadOnlyList<LocalAsset> Require()
    {
        var said = new Lines();
        var hasher = new FileHasher(Path.Combine(folder.Path, "stat-cache"), TimeProvider.System);
        return new DistChecks(new DistFolder(folder.Path, hasher, Ownership.Of(folder.Path, said), said), Plan).Require();
    }

    private IReadOnlyList<string> Problems() => [.. Should.Throw<SpringformException>(Require).Problems.Select(problem => $"{problem.Code} {problem.What}")];
}
