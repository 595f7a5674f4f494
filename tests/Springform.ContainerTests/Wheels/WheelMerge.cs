using System.Security.Cryptography;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Wheels;

/// <summary>A clone that merges, and its own copies of the parts. Nobody listens where it would look for an engine.</summary>
internal sealed class WheelMerge
{
    private readonly TinyWheels project;
    private readonly string folder;

    public WheelMerge(TinyWheels project)
    {
        this.project = project;
        folder = project.Beside(Guid.NewGuid().ToString("N")[..8]);
        Clone = Path.Combine(folder, "clone");
        project.Git("clone", "--quiet", project.Folder, Clone);
        foreach (var part in new[] { "floor", "newer", "deviant" })
        {
            Directory.CreateDirectory(Part(part));
            foreach (var file in Directory.GetFiles(project.Beside($"part-{part}")))
                File.Copy(file, Part(part, Path.GetFileName(file)));
        }
    }

    public string Clone { get; }

    public IReadOnlyList<string> DistFiles => [.. Directory.GetFiles(Dist()).Select(path => Path.GetFileName(path)!)];

    public bool HasDist => Directory.Exists(Dist());

    public string Part(string name, string file = "") => Path.Combine(folder, name, file);

    public string Dist(string file = "") => Path.Combine(Clone, "dist", file);

    public static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>Knows what the bases are: as with springform.lock.</summary>
    public WheelMerge Pinned()
    {
        Directory.CreateDirectory(Path.Combine(Clone, ".springform"));
        File.Copy(project.Beside("pins.json"), Path.Combine(Clone, ".springform/pins.json"));
        return this;
    }

    public CliResult Merge(params string[] parts) => Run(["--target=Merge", .. parts.Select(part => $"--from={Part(part)}")]);

    public CliResult Run(params string[] words) => project.Run(["--project", Clone, "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", .. words]);
}
