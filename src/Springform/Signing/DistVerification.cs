using System.Security.Cryptography;
using Springform.Archives;
using Springform.Config;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;
using Springform.Names;
using Springform.Package;
using Springform.Package.Merging;
using Springform.Plan;

namespace Springform.Signing;

/// <summary>
/// Checks the files of a release from themselves alone: every hash of checksums.txt, of the files beside archives and of the ledger, and every signature that
/// springform.yaml declares. Each file is read; no result of an earlier run counts.
/// </summary>
/// <param name="folder">dist/, or where a release was downloaded to</param>
internal sealed class DistVerification(string folder, IReadOnlyList<SignatureConfig> signatures, Signers signers, PrivateFolder room, IOutput output)
{
    private readonly List<Problem> problems = [];
    private readonly Dictionary<string, string> sha256 = new(StringComparer.Ordinal);

    /// <returns>files, and signatures, that hold</returns>
    /// <exception cref="SpringformException">E501 a file is missing or another one, E504 a damaged ledger, E522 a signature; all at once</exception>
    public async Task<(int Files, int Signatures)> RunAsync(CancellationToken cancellation)
    {
        var list = ChecksumList.Read(Path.Combine(folder, DistFile.Checksums));
        if (list.Problem is { } broken)
            throw new SpringformException(
                new Problem(
                    ErrorCode.ChecksumMismatch,
                    $"{DistFile.Checksums} cannot be checked: {broken}",
                    Path.Combine(folder, DistFile.Checksums),
                    "give the folder that holds all files of one release, with --from DIR"
                )
            );
        foreach (var (name, hash) in list.Hashes)
            File(name, hash, DistFile.Checksums);
        Beside(list);
        var ledger = Ledger(list);
        var made = await SignaturesAsync([.. list.Hashes.Keys, DistFile.Checksums], cancellation);
        foreach (var name in ledger?.Artifacts.Where(artifact => artifact.Kind == ArtifactKind.Signature && !made.Contains(artifact.Path)) ?? [])
            Report(ErrorCode.WrongSignature, $"springform.yaml declares no signature {name.Name}, so nothing says whose it is", name.Path, "run --target=Sign");
        if (problems.Count > 0)
            throw new SpringformException(problems);
        var known = list.Hashes.Keys.Concat(made).Concat([DistFile.Checksums, DistFile.Ledger]).ToHashSet(StringComparer.Ordinal);
        foreach (var name in Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name => !known.Contains(name)).Order().Take(10))
            output.Line($"    not checked: no list names {Quoted.Of(name)}");
        return (list.Hashes.Count + 1, made.Count);
    }

    /// <summary>Lists of one file's hash, which stand beside it.</summary>
    private void Beside(ChecksumList list)
    {
        foreach (var name in list.Hashes.Keys.Where(name => sha256.ContainsKey(name)))
        {
            var digits =
                name.Contains(".sha256", StringComparison.OrdinalIgnoreCase) ? 64
                : name.Contains(".md5", StringComparison.OrdinalIgnoreCase) ? 32
                : 0;
            if (digits == 0)
                continue;
            var beside = ChecksumList.Read(Path.Combine(folder, name), digits);
            if (beside.Problem is { } broken)
                Report(ErrorCode.ChecksumMismatch, $"{name} cannot be checked: {broken}", name, "download the release again");
            foreach (var (file, hash) in beside.Hashes)
                File(file, hash, name);
        }
    }

    private ArtifactLedger? Ledger(ChecksumList list)
    {
        if (LedgerFile.Read(folder) is not { } ledger)
            return null; // a release does not have it
        foreach (var artifact in ledger.Artifacts)
        {
            File(artifact.Path, artifact.Sha256, DistFile.Ledger);
            if (artifact.Kind is not (ArtifactKind.Checksums or ArtifactKind.Signature) && !list.Hashes.ContainsKey(artifact.Path))
                Report(ErrorCode.ChecksumMismatch, $"{DistFile.Checksums} does not list {artifact.Name}", DistFile.Checksums, "run --target=Dist");
        }

        return ledger;
    }

    /// <returns>names of signatures, and of packages with one inside, that hold</returns>
    private async Task<HashSet<string>> SignaturesAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < signatures.Count; index++)
        {
            var how = signatures[index];
            var signer = signers.Of($"signatures[{index}]", how, "");
            foreach (var pattern in how.Files.Where(pattern => Glob.Match([pattern], [.. names]).Count == 0))
                Report(ErrorCode.WrongSignature, $"{Quoted.Of(pattern)} in signatures[{index}].files fits no file", DistFile.Checksums, "correct the glob");
            foreach (var file in Glob.Match(how.Files, [.. names]))
            {
                var (path, signature) = (Path.Combine(folder, file), Path.Combine(folder, file + how.Suffix));
                if (FileStat.Of(path) is not { IsRegular: true })
                    continue; // told as missing
                if (FileStat.Of(signature) is not { IsRegular: true })
                    Report(ErrorCode.WrongSignature, $"{file} is not signed: there is no {file}{how.Suffix}", file, "run --target=Sign, or download it too");
                else if (await signer.RefusalAsync(path, signature, cancellation) is { } refusal)
                    Report(ErrorCode.WrongSignature, $"{file}{how.Suffix} {refusal}", file, "do not use the file: ask those who made the release");
                else
                    made.Add(file + how.Suffix);
            }

            foreach (var inside in Signers.Inside(how, signer, room))
                await InsideAsync(inside, names, made, cancellation);
        }

        return made;
    }

    private async Task InsideAsync(IPackageSigner signer, IReadOnlyList<string> names, HashSet<string> made, CancellationToken cancellation)
    {
        foreach (var package in names.Where(signer.Names).Where(name => sha256.ContainsKey(name)))
        {
            if (await signer.RefusalAsync(Path.Combine(folder, package), cancellation) is { } refusal)
                Report(ErrorCode.WrongSignature, $"{package} {refusal}", package, "run --target=Sign; do not use a downloaded package that fails here");
            else
                made.Add(package);
        }
    }

    /// <summary>Each file is read once, and each list that names it is compared.</summary>
    private void File(string name, string hash, string list)
    {
        var path = Path.Combine(folder, name);
        var digits = hash.Length;
        if (digits == 64 && sha256.TryGetValue(name, out var known))
        {
            Compare(name, known, hash, list);
            return;
        }

        if (FileStat.Of(path) is not { IsRegular: true })
        {
            Report(ErrorCode.ChecksumMismatch, $"{name} is named by {list}, and is missing or no plain file", name, "download it, or run --target=Dist");
            return;
        }

        using var file = System.IO.File.OpenRead(path);
#pragma warning disable CA5351 // A list of md5sum is compared as what it is; SHA-256 is what protects.
        var found = Convert.ToHexStringLower(digits == 64 ? SHA256.HashData(file) : MD5.HashData(file));
#pragma warning restore CA5351
        if (digits == 64)
            sha256[name] = found;
        Compare(name, found, hash, list);
    }

    private void Compare(string name, string found, string hash, string list)
    {
        if (found != hash)
            Report(
                ErrorCode.ChecksumMismatch,
                $"{name} is not the file that {list} names: its hash is {found[..12]}... and not {hash[..12]}...",
                name,
                "do not use the file: download the release again, or run --target=Dist"
            );
    }

    private void Report(ErrorCode code, string what, string file, string fix) => problems.Add(new Problem(code, what, Path.Combine(folder, file), fix));
}
