using Springform.Config;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Signing;

/// <summary>
/// Signatures of GnuPG. Keys are in keyrings of their own while it runs, unless the private one is in the user's; the passphrase comes by standard input. What
/// gpg finds out is read from its status lines (doc/DETAILS of GnuPG), 2026-11.
/// </summary>
internal sealed class GpgSigner(GpgConfig config, SigningProgram program, ProcessEnvironment environment, string projectFolder) : ISigner
{
    private static readonly IReadOnlyDictionary<string, string?> Unchanged = new Dictionary<string, string?>();

    private PrivateFolder? publicRing;
    private PrivateFolder? secretRing;
    private IReadOnlyList<string>? fingerprints;
    private (string? Home, string Key)? signing;

    public Task SignAsync(string file, string signature, CancellationToken cancellation) => SignAsync(file, signature, isArmored: true, cancellation);

    /// <param name="isArmored">as text; else as OpenPGP's bytes</param>
    public Task SignAsync(string file, string signature, bool isArmored, CancellationToken cancellation) =>
        MakeAsync(file, signature, [isArmored ? "--armor" : "--no-armor", "--detach-sign"], cancellation);

    /// <summary>A text with its signature in one file.</summary>
    public Task ClearSignAsync(string file, string signed, CancellationToken cancellation) => MakeAsync(file, signed, ["--clear-sign"], cancellation);

    private async Task MakeAsync(string file, string signature, IReadOnlyList<string> how, CancellationToken cancellation)
    {
        var (home, key) = signing ??= await FindKeyAsync(cancellation);
        var passphrase = environment[config.Passphrase];
        // Without a passphrase the user's own agent may know it.
        string[] asked = passphrase is null && secretRing is null ? [] : ["--pinentry-mode", "loopback", "--passphrase-fd", "0"];
        var (exitCode, said) = await GpgAsync(
            home,
            [.. asked, "--local-user", key, "--digest-algo", "SHA512", "--output", signature, .. how, file],
            passphrase is null ? null : passphrase + "\n",
            cancellation
        );
        if (exitCode != 0)
            throw program.Failure(
                $"gpg did not sign {Path.GetFileName(file)} (exit code {exitCode})",
                said,
                $"read what gpg said: {config.Passphrase} holds the passphrase, and the key must not be expired or revoked"
            );
    }

    public async Task<string?> RefusalAsync(string file, string signature, CancellationToken cancellation)
    {
        var known = await PublicKeysAsync(cancellation);
        var status = new List<string[]>();
        await GpgAsync(
            publicRing!.Path,
            ["--trust-model", "always", "--status-fd", "1", "--verify", signature, file],
            null,
            cancellation,
            line =>
            {
                if (line.StartsWith("[GNUPG:] ", StringComparison.Ordinal) && status.Count < 100)
                    status.Add(line.Split(' '));
            }
        );
        bool Has(string word) => status.Exists(line => line[1] == word);
        return Has("BADSIG") ? "is of another content"
            : Has("REVKEYSIG") ? "is made by a key that was revoked"
            : Has("EXPKEYSIG") ? "is made by a key that has expired since; export the public key again when its time was extended"
            : Has("EXPSIG") ? "has expired"
            : Has("NO_PUBKEY") ? $"is made by a key that is not in {config.PublicKey}"
            : Has("ERRSIG") || !Has("GOODSIG") || status.Count(line => line[1] == "NEWSIG") != 1 ? "is no signature that gpg can read"
            : status.Exists(line => line is [_, "VALIDSIG", ..] && known.Contains(line[^1])) ? null
            : $"is made by a key that is not in {config.PublicKey}";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ring in new[] { publicRing, secretRing }.OfType<PrivateFolder>())
        {
            await program.RunAsync(["gpgconf", "--homedir", ring.Path, "--kill", "all"], null, Unchanged, CancellationToken.None);
            await program.RunAsync(["gpgconf", "--homedir", ring.Path, "--remove-socketdir"], null, Unchanged, CancellationToken.None);
            ring.Dispose();
        }
    }

    /// <summary>Fingerprints of the keys that are taken: of the main keys, not of their subkeys.</summary>
    private async Task<IReadOnlyList<string>> PublicKeysAsync(CancellationToken cancellation)
    {
        if (fingerprints is not null)
            return fingerprints;
        publicRing ??= new PrivateFolder(environment);
        var file = Path.GetFullPath(config.PublicKey, projectFolder);
        var (exitCode, said) = await GpgAsync(publicRing.Path, ["--import", file], null, cancellation);
        fingerprints = await KeysAsync(publicRing.Path, "--list-keys", [], cancellation);
        return exitCode == 0 && fingerprints.Count > 0
            ? fingerprints
            : throw program.Failure($"{config.PublicKey} holds no public key that gpg can read", said, "write it with: gpg --armor --export FINGERPRINT");
    }

    /// <summary>The private key of one of the public ones, and its keyring's folder; null: the user's own.</summary>
    private async Task<(string? Home, string Key)> FindKeyAsync(CancellationToken cancellation)
    {
        var known = await PublicKeysAsync(cancellation);
        var given = SecretKey.Find(environment, config.Key, program.Place, projectFolder, mayBeFolder: true);
        var home =
            given is null ? null
            : given.Path is { } path && Directory.Exists(path) ? path
            : await ImportAsync(given, cancellation);
        var own = await KeysAsync(home, "--list-secret-keys", known, cancellation);
        return known.FirstOrDefault(own.Contains) is { } key
            ? (home, key)
            : throw program.Failure(
                $"the private key of {config.PublicKey} is not {(given is null ? "in the keyring of gpg" : $"what {config.Key} gives")}",
                [],
                $"set {config.Key} to the private key of {string.Join(" or ", known)}: its text, its file, or a keyring's folder"
            );
    }

    private async Task<string> ImportAsync(SecretKey key, CancellationToken cancellation)
    {
        secretRing ??= new PrivateFolder(environment);
        var (exitCode, said) = await GpgAsync(
            secretRing.Path,
            ["--pinentry-mode", "loopback", "--import", .. key.Path is { } file ? [file] : Array.Empty<string>()],
            key.Text,
            cancellation
        );
        return exitCode == 0
            ? secretRing.Path
            : throw program.Failure($"gpg cannot read the private key of {config.Key}", said, "export it with: gpg --armor --export-secret-keys FINGERPRINT");
    }

    private async Task<IReadOnlyList<string>> KeysAsync(string? home, string list, IReadOnlyList<string> wanted, CancellationToken cancellation)
    {
        var found = new List<string>();
        var isMain = false;
        await GpgAsync(
            home,
            ["--with-colons", list, .. wanted],
            null,
            cancellation,
            line =>
            {
                var fields = line.Split(':');
                if (fields[0] is "pub" or "sec" or "sub" or "ssb")
                    isMain = fields[0] is "pub" or "sec";
                else if (isMain && fields is ["fpr", .., _] && fields.Length > 9)
                    found.Add(fields[9]);
            }
        );
        return found;
    }

    private Task<(int ExitCode, IReadOnlyList<string> Said)> GpgAsync(
        string? home,
        IReadOnlyList<string> arguments,
        string? input,
        CancellationToken cancellation,
        Action<string>? output = null
    ) =>
        program.RunAsync(
            ["gpg", .. home is null ? [] : new[] { "--homedir", home }, "--batch", "--yes", "--no-tty", "--no-auto-key-retrieve", .. arguments],
            input,
            Unchanged,
            cancellation,
            output
        );
}
