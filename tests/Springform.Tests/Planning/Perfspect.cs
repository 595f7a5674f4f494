namespace Springform.Tests.Planning;

/// <summary>The example of README and design in small: tools for two platforms, a builder that holds them, two targets.</summary>
internal static class Perfspect
{
    public const string Yaml = """
        name: perfspect
        version: {file: version.txt}
        build_platform: linux/amd64
        bases:
          bookworm: {image: "debian:bookworm", mirror: {suite: bookworm}}
        tools:
          image: perfspect-tools:v1
          base: bookworm
          platforms: [linux/amd64, linux/arm64]
          recipes:
            ethtool: tools/ethtool
            fio: tools/fio
            turbostat: {context: tools/turbostat, platforms: [linux/amd64]}
        builder:
          image: perfspect-builder:v1
          dockerfile: builder/Dockerfile
          context: [go.mod, "builder/**"]
        targets:
          x86_64: {platform: linux/amd64, env: {GOARCH: amd64}}
          aarch64: {platform: linux/arm64, env: {GOARCH: arm64}, suffix: "-aarch64"}
        compile:
          - run: [make, perfspect]
            env: {VERSION: "{version}"}
            inputs: ["*.go", go.mod, Makefile]
            outputs: [perfspect]
        test:
          - [make, test]
        smoke: {bases: [bookworm], run: [[./perfspect/perfspect, --version]]}
        packages:
          - archive: "{name}{suffix}.tgz"
            root: perfspect
            files: [perfspect, LICENSE, {from: "tools:", to: tools/}]
            checksums: [md5, sha256]
        """;

    private const string Recipe = "ARG BASE_IMAGE\nFROM ${BASE_IMAGE} AS build\nRUN make\nFROM scratch\nCOPY --from=build /out /\n";

    public static PlanProject Project { get; } =
        new(Yaml)
        {
            Files = new Dictionary<string, string>
            {
                ["version.txt"] = "3.8.0\n",
                ["tools/ethtool/Dockerfile"] = Recipe,
                ["tools/fio/Dockerfile"] = Recipe,
                ["tools/fio/static.patch"] = "patch",
                ["tools/turbostat/Dockerfile"] = Recipe,
                ["builder/Dockerfile"] = "ARG TOOLS_IMAGE\nFROM ${TOOLS_IMAGE} AS tools\nFROM debian:bookworm\nCOPY --from=tools /bin /tools\n",
                ["go.mod"] = "module perfspect\n",
                ["main.go"] = "package main\n",
                ["Makefile"] = "perfspect:\n",
                ["LICENSE"] = "BSD\n",
                ["README.md"] = "read me\n",
            },
        };
}
