using Springform.Config;
using Springform.Machine;

namespace Springform.Signing;

/// <summary>Signatures of cosign with a key of one's own, as Sigstore's bundles. Nothing is asked of or told to a transparency log.</summary>
internal sealed class CosignSigner(CosignConfig config, SigningProgram program, ProcessEnvironment environment, string projectFolder) : ISigner
{
    /// <summary>Names a variable of cosign's environment as the key.</summary>
    private const string KeyVariable = "SPRINGFORM_COSIGN_KEY";

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
        var (exitCode, said) = await program.RunAsync(
            [
                "cosign",
                "verify-blob",
                "--insecure-ignore-tlog=true",
                "--new-bundle-format",
                "--key",
                Path.GetFullPath(config.PublicKey, projectFolder),
                "--bundle",
                signature,
                file,
            ],
            null,
            new Dictionary<string, string?>(),
            cancellation
        );
        return exitCode == 0 ? null : $"is no signature of it by {config.PublicKey}{(said is [.., var last] ? $" ({last})" : "")}";
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
