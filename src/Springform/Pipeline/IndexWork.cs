using Springform.Index;
using Springform.Package;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>Brings the wheels and the source distribution of dist/ to the package index, after every byte was compared with the ledger.</summary>
public sealed class IndexWork(BuildContext context)
{
    /// <returns>how many were uploaded, and how many there are</returns>
    /// <exception cref="SpringformException">E654 dist/ is a part, has no wheels or a version that no index takes; E501 and E504 it is damaged; E65x of the index</exception>
    public async Task<(int Uploaded, int Files)> RunAsync(CancellationToken cancellation)
    {
        var ledger = context.Dist.ReadLedger() ?? throw Refused("there is no dist/", "run --target=Dist first");
        if (ledger.Partial)
        {
            throw Refused("dist/ is a part: it was made with --only", "run without --only, or merge the parts");
        }

        if (context.Dist.Verify(ledger) is { IsIntact: false } report)
        {
            throw new SpringformException(report.Problems);
        }

        var files = new List<IndexFile>();
        foreach (var artifact in ledger.Artifacts.Where(artifact => artifact.Kind is ArtifactKind.Wheel or ArtifactKind.SourceDistribution))
        {
            files.Add(await IndexMetadata.ReadAsync(artifact, Path.Combine(context.Folders.Dist, artifact.Path), cancellation));
        }

        Check(files);
        using var client = new IndexClient(context.Config.Config.Wheels!.Index, IndexCredentials.Read(context.Run.Environment));
        return (await new IndexPublisher(client, context.Run.Clock, context.Run.Terminal).PublishAsync(files, cancellation), files.Count);
    }

    private static void Check(List<IndexFile> files)
    {
        if (files.Count == 0)
        {
            throw Refused("dist/ holds no wheels", "declare wheels: in springform.yaml");
        }

        if (files.FirstOrDefault(file => Pep440.IsLocal(file.Version)) is { } local)
        {
            throw Refused($"the version {local.Version} is local: no index takes it", "publish from a tag such as v1.4.0 or v1.4.0-rc.1, without --snapshot");
        }
    }

    private static SpringformException Refused(string what, string fix) => new(new Problem(ErrorCode.NotUploadable, what, "step PublishIndex", fix));
}
