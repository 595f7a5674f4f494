namespace Springform.Tests.EndToEnd;

/// <summary>A project of two targets and a prebuilt one, and the parts that three machines would hand over. Made once; tests work on copies.</summary>
public sealed class MergeParts : IDisposable
{
    private const string Yaml = """
        name: hello
        version: 1.2.3
        targets: {a: linux/amd64, b: linux/arm64}
        prebuilt:
          mac: {files: ["hello-{version}-mac.zip"]}
        packages:
          - {archive: "hello-{target}.tgz", files: [hello.txt], checksums: [md5, sha256]}

        """;

    private readonly GitProject project = new();

    public MergeParts()
    {
        project.File("springform.yaml", Yaml);
        project.File("hello.txt", "hello\n");
        project.File(".gitignore", ".springform/\ndist/\n");
        project.Commit();
        foreach (var target in new[] { "a", "b" })
        {
            var clone = project.Beside($"clone-{target}");
            project.Git("clone", "--quiet", project.Folder, clone);
            project.Run("--project", clone, $"--only={target}").Ends(0);
            Directory.Move(Path.Combine(clone, "dist"), project.Beside($"part-{target}"));
        }

        var prebuilt = Directory.CreateDirectory(project.Beside("part-mac")).FullName;
        File.WriteAllText(Path.Combine(prebuilt, "hello-1.2.3-mac.zip"), "made elsewhere\n");
        File.WriteAllText(Path.Combine(prebuilt, "SHA256SUMS"), $"{Hash(Path.Combine(prebuilt, "hello-1.2.3-mac.zip"))}  hello-1.2.3-mac.zip\n");
    }

    internal static string Hash(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>A clone with copies of the parts beside it.</summary>
    internal MergeCopy Copy() => new(project);

    public void Dispose() => project.Dispose();
}
