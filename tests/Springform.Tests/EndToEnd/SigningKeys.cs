using Springform.Tests.Archives;

namespace Springform.Tests.EndToEnd;

/// <summary>Keys of gpg and minisign, made once by these programs themselves, for the tests of a class.</summary>
public sealed class SigningKeys : IDisposable
{
    public const string Passphrase = "open sesame";

    private readonly string folder = Directory.CreateTempSubdirectory("sf-keys-").FullName;

    public SigningKeys()
    {
        RealTool.Need("gpg");
        RealTool.Need("minisign");
        Gpg("ann", []);
        Gpg("bob", []);
        Gpg("old", ["--faked-system-time", "20200101T000000!"]);
        Minisign();
    }

    /// <summary>A file of the keys: ann.asc and ann.key, bob, old (expired), mini.pub and mini.key.</summary>
    internal string PathOf(string name) => Path.Combine(folder, name);

    internal string Text(string name) => File.ReadAllText(PathOf(name));

    /// <summary>A keyring's folder: ann, bob, old.</summary>
    internal string Ring(string name) => PathOf(name);

    public void Dispose()
    {
        foreach (var name in new[] { "ann", "bob", "old" })
            Archives.RealTool.TryRun("gpgconf", "--homedir", Ring(name), "--kill", "all");
        Directory.Delete(folder, recursive: true);
    }

    private void Gpg(string name, string[] time)
    {
        Directory.CreateDirectory(Ring(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string[] start = ["--homedir", Ring(name), "--batch", "--pinentry-mode", "loopback", "--passphrase", Passphrase];
        var expires = time.Length > 0 ? "1y" : "never";
        RealTool.Run("gpg", [.. time, .. start, "--quick-generate-key", $"{name} <{name}@example.org>", "ed25519", "sign", expires]);
        RealTool.Run("gpg", [.. start, "--armor", "--output", PathOf($"{name}.asc"), "--export"]);
        RealTool.Run("gpg", [.. start, "--armor", "--output", PathOf($"{name}.key"), "--export-secret-keys"]);
    }

    // Without a password: one costs eight seconds each time that it is used.
    private void Minisign() => RealTool.Run("minisign", "-G", "-W", "-p", PathOf("mini.pub"), "-s", PathOf("mini.key"));
}
