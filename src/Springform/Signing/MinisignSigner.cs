using Springform.Config;
using Springform.Machine;

namespace Springform.Signing;

/// <summary>Signatures of minisign. Their trusted comment names project, version and file, so that one release's is not taken for another's.</summary>
/// <param name="comment">goes into each signature</param>
internal sealed class MinisignSigner(MinisignConfig config, SigningProgram program, ProcessEnvironment environment, string projectFolder, string comment)
    : ISigner
{
    private static readonly IReadOnlyDictionary<string, string?> Unchanged = new Dictionary<string, string?>();

    private PrivateFolder? keys;
    private string? keyFile;

    public async Task SignAsync(string file, string signature, CancellationToken cancellation)
    {
        keyFile ??= KeyFile();
        var (exitCode, said) = await program.RunAsync(
            ["minisign", "-S", "-s", keyFile, "-x", signature, "-t", $"{comment} {Path.GetFileName(file)}", "-m", file],
            (environment[config.Passphrase] ?? "") + "\n",
            Unchanged,
            cancellation
        );
        if (exitCode != 0 || !File.Exists(signature))
            throw program.Failure(
                $"minisign did not sign {Path.GetFileName(file)} (exit code {exitCode})",
                said,
                $"read what minisign said: {config.Passphrase} holds the password of the key"
            );
    }

    public async Task<string?> RefusalAsync(string file, string signature, CancellationToken cancellation)
    {
        var (exitCode, said) = await program.RunAsync(
            ["minisign", "-V", "-p", Path.GetFullPath(config.PublicKey, projectFolder), "-x", signature, "-m", file],
            null,
            Unchanged,
            cancellation
        );
        return exitCode == 0 ? null : $"is no signature of it by {config.PublicKey}{(said is [.., var last] ? $" ({last})" : "")}";
    }

    public ValueTask DisposeAsync()
    {
        keys?.Dispose();
        return ValueTask.CompletedTask;
    }

    private string KeyFile()
    {
        var key = SecretKey.Require(environment, config.Key, program.Place, projectFolder);
        return key.Path ?? (keys ??= new PrivateFolder(environment)).Write("key", key.Text!.TrimEnd() + "\n");
    }
}
