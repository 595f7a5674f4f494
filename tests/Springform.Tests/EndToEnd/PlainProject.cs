namespace Springform.Tests.EndToEnd;

/// <summary>
/// A small project with everything in it that a plan shows. Its base is pinned by springform.lock, so that all keys are known without an engine.
/// </summary>
internal sealed class PlainProject : GitProject
{
    public const string Yaml = """
        name: hello
        version: 1.2.3
        bases:
          busybox: {image: "127.0.0.1:1/busybox:1"}
        tools:
          image: hello-tools
          recipes: {say: tools/say}
        builder: {image: "hello-builder:v1", dockerfile: builder/Dockerfile}
        targets:
          small: linux/amd64
          large: {platform: linux/amd64, suffix: "-large"}
        compile:
          - run: [sh, compile.sh]
            inputs: [compile.sh]
            outputs: [hello]
        test: [[./hello]]
        smoke: {run: [[hello/hello]]}
        packages:
          - archive: "{name}-{version}{suffix}.tgz"
            root: hello
            files: [hello, {from: "tools:", to: tools/}]
            checksums: [md5, sha256]

        """;

    public PlainProject(string yaml = Yaml, bool committed = true)
    {
        File("springform.yaml", yaml);
        File("springform.lock", $"images:\n  \"127.0.0.1:1/busybox:1\": sha256:{new string('1', 64)}\n");
        File("compile.sh", "cp compile.sh hello\n");
        File("builder/Dockerfile", "FROM 127.0.0.1:1/busybox:1\n");
        File("tools/say/Dockerfile", "FROM 127.0.0.1:1/busybox:1\n");
        File(".gitignore", ".springform/\ndist/\ntools-cache/\n");
        if (committed)
            Commit();
    }
}
