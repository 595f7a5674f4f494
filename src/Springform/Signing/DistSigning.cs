using System.Text;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Package;
using Springform.Plan;

namespace Springform.Signing;

/// <summary>
/// Signs a finished dist/: packages inside first, then the texts that have their hashes, then the declared files. What verifies already stays as it is; all
/// else is put together beside dist/ and takes its place as a whole.
/// </summary>
/// <param name="room">for trials, and for what is signed inside packages</param>
internal sealed class DistSigning(BuildPlan plan, DistFolder dist, Signers signers, PrivateFolder room)
{
    private const string Producer = "sign";

    /// <summary>Signs a file that nobody keeps with every key: what is wrong with one is known before anything is built.</summary>
    /// <exception cref="SpringformException">E303, E109, E521, all at once</exception>
    public async Task TryKeysAsync(CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var file = Path.Combine(room.Path, "trial");
        await File.WriteAllTextAsync(file, $"{plan.Project.Name} {plan.Project.Version}\n", cancellation);
        foreach (var signature in plan.Signatures)
        {
            try
            {
                await SignAsync(signature, file, signature.Of(file), cancellation);
            }
            catch (SpringformException failure)
            {
                problems.AddRange(failure.Problems);
            }
        }

        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    /// <summary>Whether every signature is there; they are not read.</summary>
    public bool AreListed =>
        dist.ReadLedger() is { } ledger && plan.Signatures.SelectMany(signature => signature.Names).All(name => ledger.Find(name) is not null);

    /// <returns>signatures that were made, and all that there are</returns>
    /// <exception cref="SpringformException">E602 there is no whole dist/, E501 it was altered, E303, E109, E521; dist/ is as it was then</exception>
    public async Task<(int Made, int All)> SignAsync(CancellationToken cancellation)
    {
        var ledger = Ledger();
        var inside = await UnsignedPackagesAsync(ledger, cancellation);
        var kept = inside.Count > 0 ? [] : await ValidAsync(ledger, cancellation);
        var wanted = plan.Signatures.SelectMany(signature => signature.Files.Select(file => (Signature: signature, File: file))).ToList();
        var missing = wanted.Where(pair => !kept.Contains(pair.Signature.Of(pair.File))).ToList();
        var stray = ledger.Artifacts.Any(artifact => artifact.Kind == ArtifactKind.Signature && !kept.Contains(artifact.Name));
        var all = wanted.Count + Packages(ledger).Count();
        if (missing.Count == 0 && inside.Count == 0 && !stray)
            return (0, all);

        var staging = new Staging(dist.BeginStaging(), new ArchivePacker(), dist.Last());
        var staged = ledger.Artifacts.Where(artifact => artifact.Kind != ArtifactKind.Signature || kept.Contains(artifact.Name)).ToList();
        var changed = await StageAsync(staging, staged, inside, cancellation);
        foreach (var (signature, file) in missing)
        {
            var path = Path.Combine(staging.Folder, signature.Of(file));
            await SignAsync(signature, Path.Combine(staging.Folder, file), path, cancellation);
            changed.Add(staging.Write(signature.Of(file), ArtifactKind.Signature, await File.ReadAllBytesAsync(path, cancellation), null, Producer));
        }

        new DistWriter(dist, staging).Finish(ledger with { Artifacts = [.. changed.OrderBy(artifact => artifact.Path, StringComparer.Ordinal)] });
        return (missing.Count + inside.Count, all);
    }

    private ArtifactLedger Ledger()
    {
        if (dist.ReadLedger() is not { } ledger)
            throw Incomplete("there is no dist/ to sign", "run --target=Dist first, or leave --exclusive out");
        if (ledger.Partial)
            throw Incomplete("dist/ is a part, and parts are not signed", "join the parts with --target=Merge, and sign what it makes");
        return dist.Verify(ledger) is { Problems: { Count: > 0 } problems } ? throw new SpringformException(problems) : ledger;
    }

    private SpringformException Incomplete(string what, string fix) => new(new Problem(ErrorCode.IncompleteDist, what, dist.Folder, fix));

    /// <summary>Makes a signature and holds it against the public key at once.</summary>
    private async Task SignAsync(PlannedSignature planned, string file, string signature, CancellationToken cancellation)
    {
        var signer = Signer(planned);
        File.Delete(signature); // of a trial of another entry: what is there is what was made now
        await signer.SignAsync(file, signature, cancellation);
        if (await signer.RefusalAsync(file, signature, cancellation) is { } refusal)
        {
            File.Delete(signature);
            throw new SpringformException(
                new Problem(
                    ErrorCode.NotSigned,
                    $"the signature of {Path.GetFileName(file)} that was just made {refusal}",
                    $"springform.yaml, {planned.Place}",
                    "sign with the private key that belongs to the declared public key"
                )
            );
        }
    }

    private ISigner Signer(PlannedSignature planned) => signers.Of(planned.Place, planned.How, $"{plan.Project.Name} {plan.Project.Version}");

    /// <summary>Names of signatures in dist/ that the plan wants and that verify.</summary>
    private async Task<HashSet<string>> ValidAsync(ArtifactLedger ledger, CancellationToken cancellation)
    {
        var valid = new HashSet<string>(StringComparer.Ordinal);
        foreach (var signature in plan.Signatures)
        {
            foreach (var file in signature.Files.Where(file => ledger.Find(signature.Of(file)) is { Kind: ArtifactKind.Signature }))
            {
                var path = Path.Combine(dist.Folder, file);
                if (await Signer(signature).RefusalAsync(path, signature.Of(path), cancellation) is null)
                    valid.Add(signature.Of(file));
            }
        }

        return valid;
    }

    private IReadOnlyList<IPackageSigner> PackageSigners =>
        field ??= [.. plan.Signatures.SelectMany(signature => Signers.Inside(signature.How, Signer(signature), room))];

    /// <summary>Of packages that have a signature inside.</summary>
    private IEnumerable<Artifact> Packages(ArtifactLedger ledger) =>
        ledger.Artifacts.Where(artifact => artifact.Kind == ArtifactKind.Archive && PackageSigners.Any(signer => signer.Names(artifact.Name)));

    private IPackageSigner SignerOf(Artifact package) => PackageSigners.First(signer => signer.Names(package.Name));

    private async Task<IReadOnlyList<Artifact>> UnsignedPackagesAsync(ArtifactLedger ledger, CancellationToken cancellation)
    {
        var unsigned = new List<Artifact>();
        foreach (var package in Packages(ledger))
        {
            if (await SignerOf(package).RefusalAsync(Path.Combine(dist.Folder, package.Path), cancellation) is not null)
                unsigned.Add(package);
        }

        return unsigned;
    }

    /// <summary>Everything but new signatures: packages signed, and the texts with their new hashes.</summary>
    private async Task<List<Artifact>> StageAsync(
        Staging staging,
        IReadOnlyList<Artifact> artifacts,
        IReadOnlyList<Artifact> toSign,
        CancellationToken cancellation
    )
    {
        var renewedFiles = new List<RenewedFile>();
        var signed = new List<Artifact>();
        foreach (var package in toSign)
        {
            var (from, to) = (Path.Combine(dist.Folder, package.Path), Path.Combine(staging.Folder, package.Path));
            var signer = SignerOf(package);
            await signer.SignAsync(from, to, cancellation);
            if (await signer.RefusalAsync(to, cancellation) is { } refusal)
                throw new SpringformException(
                    new Problem(ErrorCode.NotSigned, $"{package.Name} was signed, and {refusal}", package.Path, "please report it with the package")
                );
            var (before, after) = (LastDist.Hash(from), LastDist.Hash(to));
            renewedFiles.Add(
                new RenewedFile(
                    (package.SizeBytes, after.SizeBytes),
                    new Dictionary<string, string> { [before.Sha256] = after.Sha256, [before.Md5] = after.Md5 }
                )
            );
            signed.Add(package with { Sha256 = after.Sha256, SizeBytes = after.SizeBytes });
        }

        // Texts are written in the order in which they name each other: checksums.txt has the hash of the manifest.
        foreach (var artifact in artifacts.Except(toSign).OrderBy(artifact => artifact.Kind == ArtifactKind.Checksums))
        {
            var path = Path.Combine(dist.Folder, artifact.Path);
            var text = renewedFiles.Count > 0 && IsText(artifact) ? await File.ReadAllTextAsync(path, cancellation) : "";
            var renewed = RenewedText.Of(text, renewedFiles);
            if (renewed == text)
            {
                LastDist.LinkOrCopy(path, Path.Combine(staging.Folder, artifact.Path));
                signed.Add(artifact);
                continue;
            }

            var written = staging.Write(artifact.Name, artifact.Kind, Encoding.UTF8.GetBytes(renewed), artifact.Target, artifact.Producer);
            renewedFiles.Add(new RenewedFile((artifact.SizeBytes, written.SizeBytes), new Dictionary<string, string> { [artifact.Sha256] = written.Sha256 }));
            signed.Add(artifact with { Sha256 = written.Sha256, SizeBytes = written.SizeBytes });
        }

        return signed;
    }

    /// <summary>What Springform itself wrote about others.</summary>
    private static bool IsText(Artifact artifact) =>
        artifact.Kind is ArtifactKind.Checksum or ArtifactKind.Checksums or ArtifactKind.Manifest or ArtifactKind.BuildInfo or ArtifactKind.Report;
}
