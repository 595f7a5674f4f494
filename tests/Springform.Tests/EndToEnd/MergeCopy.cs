namespace Springform.Tests.EndToEnd;

/// <summary>A clone that merges, and its own copies of the parts.</summary>
internal sealed class MergeCopy
{
    private readonly GitProject original;
    private readonly string folder;

    public MergeCopy(GitProject original)
    {
        this.original = original;
        folder = original.Beside(Guid.NewGuid().ToString("N")[..8]);
        original.Git("clone", "--quiet", original.Folder, Clone);
        foreach (var part in new[] { "a", "b", "mac" })
        {
            Directory.CreateDirectory(Part(part));
            foreach (var file in Directory.GetFiles(original.Beside($"part-{part}")))
                File.Copy(file, Path.Combine(Part(part), Path.GetFileName(file)));
        }
    }

    public string Clone => Path.Combine(folder, "clone");

    public string Part(string name, string file = "") => Path.Combine(folder, name, file);

    public string Dist(string file = "") => Path.Combine(Clone, "dist", file);

    public CliResult Merge(params string[] parts) => original.Run(["--project", Clone, "--target=Merge", .. parts.Select(part => $"--from={Part(part)}")]);

    public CliResult Run(params string[] words) => original.Run(["--project", Clone, .. words]);
}
