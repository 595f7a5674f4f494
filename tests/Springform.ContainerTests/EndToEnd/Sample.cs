using Springform.Tests;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A whole project that is built in seconds: a builder and one program, which all such projects have in common, or two recipes besides.</summary>
internal sealed class Sample : GitProject
{
    private readonly Workshop workshop;
    private readonly string id;
    private readonly bool hasTools;
    private readonly bool isCopy;

    /// <param name="hasTools">with tools images and builder are its own, and go with it; without, the builder stays for the next project</param>
    public Sample(Workshop workshop, string folder = "project", bool hasTools = false)
        : base(folder)
    {
        workshop.Require();
        (this.workshop, this.hasTools) = (workshop, hasTools);
        id = hasTools ? Guid.NewGuid().ToString("N")[..8] : workshop.Id;
        File("springform.yaml", Yaml());
        File(".gitignore", ".springform/\ndist/\ntools-cache/\n");
        File("in.txt", "hello\n");
        File("compile.sh", "printf '#!/bin/sh\\necho %s\\n' \"$(cat in.txt)\" > hello\nchmod +x hello\n");
        File(
            "builder/Dockerfile",
            hasTools ? $"ARG TOOLS_IMAGE\nFROM ${{TOOLS_IMAGE}} AS tools\nFROM {workshop.Base}\nCOPY --from=tools /bin /tools/bin\n" : $"FROM {workshop.Base}\n"
        );
        foreach (var tool in hasTools ? new[] { "say", "shout" } : [])
            File($"tools/{tool}/Dockerfile", Recipe(tool));
        Commit();
    }

    /// <summary>Another clone of a project, with all state that it has; their images have the same names, and go with the first.</summary>
    public Sample(Sample first)
    {
        (workshop, id, hasTools, isCopy) = (first.workshop, first.id, first.hasTools, true);
        Command.Run(first.Folder, ["cp", "--archive", ".", Folder]).ExitCode.ShouldBe(0);
    }

    /// <summary>Nobody listens on port 1: a run that ends well did not call the engine. Without the switch podman would be tried next.</summary>
    public CliResult RunWithoutEngine(params string[] words) => Run([.. words, "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1"]);

    public string LockPath => PathOf(".springform/lock");

    public IReadOnlyList<string> DistFiles => [.. Directory.GetFiles(PathOf("dist")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>All of dist/ as one text: name and hash of each file.</summary>
    public string DistHashes() => Hashes(PathOf("dist"));

    public static string Hashes(string folder) =>
        string.Join(
            '\n',
            Directory
                .GetFiles(folder)
                .Order(StringComparer.Ordinal)
                .Select(path =>
                    $"{Path.GetFileName(path)} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes(path)))}"
                )
        );

    /// <summary>The one blob of a recipe.</summary>
    public string BlobOf(string tool) => Directory.GetFiles(PathOf("tools-cache"), $"{tool}-*").ShouldHaveSingleItem();

    public Task<string[]> ContainersAsync() => workshop.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=springform.lock={LockPath}");

    /// <summary>Names and tags; all that Springform names after the project or its configuration.</summary>
    public Task<IReadOnlyList<string>> ImagesAsync() => workshop.ImagesAsync(IsOurs);

    /// <summary>Removes all images of this project: the engine is as empty as a new machine's.</summary>
    public Task EmptyEngineAsync() => workshop.RemoveImagesAsync(IsOurs);

    public override void Dispose()
    {
        if (hasTools && !isCopy)
            EmptyEngineAsync().GetAwaiter().GetResult();
        base.Dispose();
    }

    private bool IsOurs(string image) => image.Contains(id, StringComparison.Ordinal);

    private string Recipe(string tool) =>
        $"""
            FROM {workshop.Base} AS build
            ARG TOOL_ARCH
            RUN mkdir -p /out/bin/$TOOL_ARCH /out/source/{tool} /out/licenses/{tool}
            RUN printf '#!/bin/sh\necho {tool} "$@"\n' > /out/bin/$TOOL_ARCH/{tool} && chmod +x /out/bin/$TOOL_ARCH/{tool}
            RUN echo {tool} > /out/source/{tool}/{tool}.c && echo MIT > /out/licenses/{tool}/LICENSE
            FROM scratch
            COPY --from=build /out /

            """;

    private string Yaml() =>
        $$"""
            name: hello-{{id}}
            version: 1.2.3
            bases:
              busybox: {image: "{{workshop.Base}}"}
            {{(hasTools ? Tools() : "")}}builder: {image: "e2e-{{id}}-builder:v1", dockerfile: builder/Dockerfile}
            targets:
              native: {{workshop.Platform}}
            compile:
              - run: [sh, compile.sh]
                inputs: [in.txt, compile.sh]
                outputs: [hello]
            test: [[./hello]]
            smoke: {bases: [busybox], run: [[hello/hello]{{(hasTools ? ", [hello/tools/say, hi]" : "")}}]}
            packages:
              - archive: "hello-{version}.tgz"
                root: hello
                files: [hello{{(hasTools ? ", {from: \"tools:\", to: tools/}" : "")}}]
                checksums: [md5, sha256]

            """;

    private string Tools() => $"tools: {{image: e2e-{id}-tools, platforms: [{workshop.Platform}], recipes: {{say: tools/say, shout: tools/shout}}}}\n";
}
