using System.Security.Cryptography;
using System.Text;
using Springform.Images;
using Springform.Machine;

namespace Springform.ContainerTests.Support;

/// <summary>
/// Packages of Debian 12, downloaded with apt into a cache folder and unpacked there: nothing is installed, no root is needed, and the machine's own pins do
/// not matter. The cache is ~/.cache/springform-tests, or what SPRINGFORM_TEST_CACHE names (a CI cache action can keep it).
/// </summary>
internal sealed class DebianPackages(ProcessRunner processes)
{
    private const string Suite = "bookworm";
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    /// <summary>The folder with the unpacked packages; made once and shared by all processes.</summary>
    /// <param name="architecture">as Debian spells it: amd64, arm64</param>
    public async Task<string> UnpackAsync(string architecture, IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Suite + architecture + string.Join(' ', packages))))[..16];
        var folder = Path.Combine(CacheFolder(), key);
        if (Directory.Exists(folder))
            return folder;
        var apt = Directory.CreateTempSubdirectory("springform-apt-").FullName;
        try
        {
            await DownloadAsync(apt, architecture, packages, cancellation);
            var unpacked = Path.Combine(CacheFolder(), $"{key}.{Guid.NewGuid():N}");
            foreach (var package in Directory.GetFiles(apt, "*.deb"))
                await RunAsync("dpkg", ["-x", package, unpacked], apt, cancellation);
            Publish(unpacked, folder);
        }
        finally
        {
            Directory.Delete(apt, recursive: true);
        }

        return folder;
    }

    private async Task DownloadAsync(string folder, string architecture, IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        var lines = new AptSources("/etc/apt")
            .LinesFor(Suite, architecture)
            .Select(line => line.Replace("deb ", $"deb [signed-by={Keyring}] ", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(Path.Combine(folder, "sources.list"), lines, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "status"), "", cancellation);
        Directory.CreateDirectory(Path.Combine(folder, "lists", "partial"));
        string[] options =
        [
            "-q",
            "-o",
            $"APT::Architecture={architecture}",
            "-o",
            $"APT::Architectures={architecture}",
            "-o",
            "APT::Sandbox::User=root",
            "-o",
            $"Dir::Etc::sourcelist={folder}/sources.list",
            "-o",
            "Dir::Etc::sourceparts=-",
            "-o",
            "Dir::Etc::preferences=-",
            "-o",
            "Dir::Etc::preferencesparts=-",
            "-o",
            $"Dir::State={folder}",
            "-o",
            $"Dir::State::status={folder}/status",
            "-o",
            $"Dir::Cache={folder}/cache",
            "-o",
            "Acquire::Languages=none",
            "-o",
            "Acquire::Retries=3",
        ];
        await RunAsync("apt-get", [.. options, "update"], folder, cancellation);
        await RunAsync("apt-get", [.. options, "download", .. packages], folder, cancellation);
    }

    // Two test processes may unpack at once: the first one's folder stays.
    private static void Publish(string unpacked, string folder)
    {
        try
        {
            Directory.Move(unpacked, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellation)
    {
        if (processes.Environment.FindExecutables(program, "/usr/bin").Count == 0)
            throw new MissingPackagesException($"{program} is not on this machine: the test image is made of Debian's packages");
        var command = new ProcessCommand(program, arguments) { WorkingDirectory = folder };
        var result = await processes.CaptureAsync(command, cancellation);
        if (!result.Succeeded)
            throw new MissingPackagesException($"{program} {string.Join(' ', arguments)}: {result.Error}{result.Output}");
    }

    private string CacheFolder()
    {
        var folder = processes.Environment["SPRINGFORM_TEST_CACHE"] is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "springform-tests");
        Directory.CreateDirectory(folder);
        return folder;
    }
}
