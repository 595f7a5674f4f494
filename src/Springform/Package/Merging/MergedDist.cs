using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Package.Fetching;
using Springform.Package.Formulas;
using Springform.Plan;

namespace Springform.Package.Merging;

/// <summary>Stages the joined files, each hashed once more as it is copied, and makes them dist/.</summary>
internal sealed class MergedDist(DistFolder dist)
{
    public ArtifactLedger Write(BuildPlan plan, IReadOnlyList<MergedFile> files, byte[] manifest, byte[] report, IReadOnlyList<string> passed)
    {
        var staging = new Staging(dist.BeginStaging(), new ArchivePacker(), null);
        List<Artifact> artifacts = [.. files.Select(file => Copy(file, staging.Folder))];
        if (report.Length > 0)
            artifacts.Add(staging.Write(DistFile.AbiReport, ArtifactKind.Report, report, null, "merge"));
        if (FetchIndexWriter.MakeAsync(plan, artifacts, staging.Folder, CancellationToken.None).GetAwaiter().GetResult() is { } index)
            artifacts.Add(staging.Write(plan.FetchIndex!.FileName, ArtifactKind.Report, index, null, "merge"));
        foreach (var (name, content) in FormulaFiles.MakeAsync(plan, artifacts, staging.Folder, CancellationToken.None).GetAwaiter().GetResult())
            artifacts.Add(staging.Write(name, ArtifactKind.Report, content, null, "merge"));
        if (AllPlatforms.MakeAsync(plan, artifacts, staging, "merge", CancellationToken.None).GetAwaiter().GetResult() is { } bundle)
            artifacts.Add(bundle);
        artifacts.Add(staging.Write(DistFile.Manifest, ArtifactKind.Manifest, manifest, null, "merge"));
        artifacts.Add(staging.Write(DistFile.Checksums, ArtifactKind.Checksums, Encoding.UTF8.GetBytes(ChecksumText.Of(artifacts)), null, "merge"));
        return new DistWriter(dist, staging).Finish(plan, artifacts, passed, partial: false);
    }

    private static Artifact Copy(MergedFile file, string folder)
    {
        var path = Path.Combine(folder, file.Artifact.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var sha256 = AtomicFile.Write(
            path,
            target =>
            {
                using var source = PlainFile.OpenRead(file.Path);
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                var buffer = new byte[1 << 20];
                int read;
                while ((read = source.Read(buffer)) > 0)
                {
                    hash.AppendData(buffer, 0, read);
                    target.Write(buffer, 0, read);
                }

                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
        );
        return sha256 == file.Artifact.Sha256
            ? file.Artifact
            : throw new SpringformException(
                new Problem(
                    ErrorCode.ChecksumMismatch,
                    $"{file.Artifact.Name} changed while it was copied",
                    file.Path,
                    "let no other program write there, then run it again"
                )
            );
    }
}
