using Springform.Engine;
using Springform.Engine.Health;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Build.Testing;

/// <summary>
/// Programs that the tests of this repository start beside Springform's own: references for what it writes, other engines, and servers' clients.
/// </summary>
internal static class TestMachine
{
    public static IReadOnlyList<MachineFile> Files { get; } =
    [
        Of("mmdebstrap", "mmdebstrap", "base images"),
        Of("arch-test", "arch-test", "base images of other architectures"),
        Of("podman", "podman", "the engine contract"),
        Of("runc", "runc", "podman"),
        Of("/usr/lib/cni/bridge", "containernetworking-plugins", "networks of podman"),
        Of("ip", "iproute2", "a second daemon in a network of its own"),
        Of("pigz", "pigz", "archives"),
        Of("zip", "zip", "archives"),
        Of("unzip", "unzip", "archives"),
        Of("zstd", "zstd", "archives"),
        Of("xz", "xz-utils", "archives"),
        Of("bzip2", "bzip2", "archives"),
        Of("make", "make", "commands"),
        Of("shellcheck", "shellcheck", "scripts"),
        Of("dash", "dash", "download clients"),
        Of("busybox", "busybox", "download clients"),
        Of("curl", "curl", "download clients"),
        Of("wget", "wget", "download clients"),
        Of("cmake", "cmake", "download clients"),
        Of("go", "golang-go", "download clients"),
        Of("htpasswd", "apache2-utils", "a registry with a login"),
        Of("strace", "strace", "what a run opens"),
        Of("readelf", "binutils", "ELF files"),
        Of("patchelf", "patchelf", "libraries that come along"),
        Of("rpm", "rpm", "packages"),
        Of("dnf", "dnf", "package repositories"),
        Of("gpg", "gnupg", "signatures"),
        Of("debsig-verify", "debsig-verify", "signatures of packages"),
        Of("minisign", "minisign", "signatures"),
        Of("ruby", "ruby", "formulas"),
        Of("zsh", "zsh", "completion"),
        Of("fish", "fish", "completion"),
        Of("groff", "groff-base", "the manual page"),
        Of("twine", "twine", "a package index"),
        Of("gh", "gh", "releases"),
        Of("node", "nodejs", "GitHub's description of its API"),
        Of("npm", "npm", "GitHub's description of its API"),
    ];

    /// <summary>Without --provision: an error in CI, where nothing may be left out; else one line that says so.</summary>
    /// <exception cref="SpringformException">E303, all at once</exception>
    public static void Require(ProcessEnvironment environment, Action<string> say)
    {
        var missing = Files.Where(file => !MachineCheck.IsThere(environment, file)).ToList();
        if (missing.Count > 0 && environment["CI"] == "true")
        {
            throw new SpringformException([
                .. missing.Select(file => new Problem(
                    ErrorCode.MissingTool,
                    $"{Path.GetFileName(file.File)} is not installed; tests need it for {file.Purpose}",
                    "step Test",
                    "./build.sh --target=Test --provision, as root (sudo)"
                )),
            ]);
        }

        if (missing.Count > 0)
        {
            say(
                $"tests that need {string.Join(", ", missing.Select(file => Path.GetFileName(file.File)))} will be skipped; --provision, as root "
                    + "(sudo), installs it"
            );
        }
    }

    private static MachineFile Of(string file, string package, string purpose) => new(file, package, purpose);
}
