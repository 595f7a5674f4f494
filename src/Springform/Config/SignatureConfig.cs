using Springform.Names;

namespace Springform.Config;

/// <summary>
/// Detached signatures of files of dist/, of one kind: --target=Sign and Publish make them, --target=Verify checks them. One of <c>gpg</c>, <c>minisign</c>,
/// <c>cosign</c> and <c>command</c>.
/// </summary>
public sealed record SignatureConfig
{
    /// <summary>Globs over the names of files in dist/. Default: checksums.txt, which has the hashes of all others.</summary>
    public IReadOnlyList<string> Files { get; init; } = [DistFile.Checksums];

    /// <summary>By GnuPG, in files NAME.asc.</summary>
    public GpgConfig? Gpg { get; init; }

    /// <summary>By minisign, in files NAME.minisig.</summary>
    public MinisignConfig? Minisign { get; init; }

    /// <summary>By cosign with a key, in bundles NAME.sigstore.json; no transparency log is asked.</summary>
    public CosignConfig? Cosign { get; init; }

    /// <summary>By commands of your own.</summary>
    public SignCommandConfig? Command { get; init; }

    /// <summary>How long one signature may take to be made or checked: 90s, 15m, 1h; 0 for ever.</summary>
    public string Timeout { get; init; } = "2m";

    /// <summary>What a signature's file is called behind the name of what it signs.</summary>
    internal string Suffix =>
        Gpg is not null ? ".asc"
        : Minisign is not null ? ".minisig"
        : Cosign is not null ? ".sigstore.json"
        : Command?.Suffix ?? "";

    /// <summary>Environment variables whose values must not be shown: passphrases first, then keys.</summary>
    internal (IReadOnlyList<string> Passphrases, IReadOnlyList<string> Keys) Secrets =>
        Gpg is { } gpg ? ([gpg.Passphrase], [gpg.Key])
        : Minisign is { } minisign ? ([minisign.Passphrase], [minisign.Key])
        : Cosign is { } cosign ? ([cosign.Passphrase], [cosign.Key])
        : (Command?.Secrets ?? [], []);
}

/// <summary>Signatures of GnuPG.</summary>
public sealed record GpgConfig
{
    /// <summary>A file of the project with the public key, as <c>gpg --export --armor</c> writes it. No signature of another key is taken.</summary>
    [Required]
    [Shorthand]
    public string PublicKey { get; init; } = "";

    /// <summary>
    /// The environment variable of the private key: the key itself, a file that holds it, or a keyring's folder. Where the variable is not set, your own
    /// keyring is used.
    /// </summary>
    public string Key { get; init; } = "GPG_PRIVATE_KEY";

    /// <summary>The environment variable of the key's passphrase.</summary>
    public string Passphrase { get; init; } = "GPG_PASSPHRASE";

    /// <summary>Sign rpm packages inside too, as <c>rpm --checksig</c> and dnf check them.</summary>
    public bool Rpm { get; init; }

    /// <summary>Sign deb packages inside too, as <c>debsig-verify</c> checks them; apt checks its repository's signature instead.</summary>
    public bool Deb { get; init; }
}

/// <summary>Signatures of minisign.</summary>
public sealed record MinisignConfig
{
    /// <summary>A file of the project with the public key, as <c>minisign -G</c> writes it.</summary>
    [Required]
    [Shorthand]
    public string PublicKey { get; init; } = "";

    /// <summary>The environment variable of the secret key: the key's text, or a file that holds it.</summary>
    public string Key { get; init; } = "MINISIGN_SECRET_KEY";

    /// <summary>The environment variable of the key's password.</summary>
    public string Passphrase { get; init; } = "MINISIGN_PASSWORD";
}

/// <summary>Signatures of cosign.</summary>
public sealed record CosignConfig
{
    /// <summary>A file of the project with the public key, as <c>cosign generate-key-pair</c> writes it.</summary>
    [Required]
    [Shorthand]
    public string PublicKey { get; init; } = "";

    /// <summary>The environment variable of the private key: the key's text, or a file that holds it.</summary>
    public string Key { get; init; } = "COSIGN_PRIVATE_KEY";

    /// <summary>The environment variable of the key's password.</summary>
    public string Passphrase { get; init; } = "COSIGN_PASSWORD";
}

/// <summary>Commands on this machine, in the project's folder; the variables FILE and SIGNATURE say which file and which signature.</summary>
public sealed record SignCommandConfig
{
    /// <summary>Makes the file SIGNATURE of the file FILE.</summary>
    [Required]
    public CommandLine? Sign { get; init; }

    /// <summary>Ends with 0 when SIGNATURE is a signature of FILE; it needs no secret.</summary>
    [Required]
    public CommandLine? Verify { get; init; }

    /// <summary>What a signature's file is called behind the name of what it signs: .sig.</summary>
    [Required]
    public string Suffix { get; init; } = "";

    /// <summary>Environment variables that <c>sign</c> needs; they are masked in all output.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
