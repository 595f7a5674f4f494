using Springform.Config;
using Springform.Machine;

namespace Springform.Signing;

/// <summary>Signatures of cosign 2 with a key of one's own, as Sigstore's bundles. No server of Sigstore is asked, and no transparency log is told.</summary>
internal sealed class CosignSigner(CosignConfig config, SigningProgram program, ProcessEnvironment environment, string projectFolder) : ISigner
{
    /// <summary>Names a variable of cosign's environment as the key.</summary>
    private const string KeyVariable = "SPRINGFORM_COSIGN_KEY";

    private const string TrustedRoot = "trusted-root.json";

    private PrivateFolder? trust;

    public async Task SignAsync(string file, string signature, CancellationToken cancellation)
    {
        var key = SecretKey.Require(environment, config.Key, program.Place, projectFolder);
        var (exitCode, said) = await program.RunAsync(
            [
                "cosign",
                "sign-blob",
                "--yes",
                "--tlog-upload=false",
                "--new-bundle-format",
                "--key",
                key.Path ?? $"env://{KeyVariable}",
                "--bundle",
                signature,
                file,
            ],
            null,
            new Dictionary<string, string?> { [KeyVariable] = key.Text, ["COSIGN_PASSWORD"] = environment[config.Passphrase] ?? "" },
            cancellation
        );
        if (exitCode != 0 || !File.Exists(signature))
            throw program.Failure(
                $"cosign did not sign {Path.GetFileName(file)} (exit code {exitCode})",
                said,
                $"read what cosign said: {config.Passphrase} holds the password of the key"
            );
    }

    public async Task<string?> RefusalAsync(string file, string signature, CancellationToken cancellation)
    {
        if (trust is null)
        {
            trust = new PrivateFolder(environment);
            // Without a list of its own cosign asks Sigstore's server whom to trust, also where a key says it.
            trust.Write(TrustedRoot, """{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}""");
        }

        string[] nobodyElse = ["--private-infrastructure", "--new-bundle-format", "--trusted-root", Path.Combine(trust.Path, TrustedRoot)];
        var (exitCode, said) = await program.RunAsync(
            ["cosign", "verify-blob", .. nobodyElse, "--key", Path.GetFullPath(config.PublicKey, projectFolder), "--bundle", signature, file],
            null,
            new Dictionary<string, string?>(),
            cancellation
        );
        return exitCode == 0 ? null : $"is no signature of it by {config.PublicKey}{(said is [.., var last] ? $" ({last})" : "")}";
    }

    public ValueTask DisposeAsync()
    {
        trust?.Dispose();
        return ValueTask.CompletedTask;
    }
}
