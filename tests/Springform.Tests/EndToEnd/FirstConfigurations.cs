using System.Diagnostics;
using Springform.Tests.Archives;

namespace Springform.Tests.EndToEnd;

/// <summary>Init: from a repository's own files to a plan, without a line written by hand.</summary>
public sealed class FirstConfigurations : IDisposable
{
    private const string Go = "package main\n\nfunc main() {}\n";
    private readonly GitProject project = new("My Project");

    public void Dispose() => project.Dispose();

    public static TheoryData<string, string[], string[]> Kinds() =>
        new()
        {
            { "go", ["go.mod=module example.org/tools/hello/v2\n\ngo 1.22\n", "main.go=" + Go], ["name: hello\n", "abi: static", "out/ .'", "GOARCH: arm64"] },
            {
                "go, with modules",
                [
                    "go.mod=module example.org/x\n\nrequire golang.org/x/sys v0.1.0\n",
                    "go.sum=",
                    "cmd/one/main.go=" + Go,
                    "cmd/two/main.go=" + Go,
                    "cmd/lib/lib.go=package lib\n",
                ],
                ["context: [go.mod, go.sum]", "out/ ./cmd/one ./cmd/two'"]
            },
            { "go, without go.mod", ["tool.go=" + Go], ["name: my-project\n", "GO111MODULE: \"off\"", "-o out/my-project .'", "smoke: {bases: [trixie]} "] },
            {
                "go, with switches of Go's own package and no version among them",
                [
                    "go.mod=module example.org/hello/v2\n",
                    "main.go=package main\n\nimport (\n\t\"flag\"\n)\n\nfunc main() { flag.Parse() }\n",
                    "cmd/two/main.go=package main\n\nimport \"flag\"\n\nvar v = flag.Bool(\"version\", false, \"\")\n\nfunc main() { flag.Parse() }\n",
                ],
                ["run: ['./*/hello --help', './*/two --version']}"]
            },
            {
                "rust",
                ["Cargo.toml=[package]\nname = \"hello-rs\"\nversion = \"1.0.0\"\n", "Cargo.lock=version = 3\n", "src/main.rs=fn main() {}\n"],
                ["name: hello-rs\n", "outputs: [target/release/hello-rs]", "to: bin/", "glibc 2.36"]
            },
            {
                "rust, a library for C with crates",
                [
                    "Cargo.toml=[package]\nname = \"fast-x\"\nedition = \"2024\"\n[lib]\ncrate-type = [\"cdylib\"]\n",
                    "Cargo.lock=version = 4\n\n[[package]]\nname = \"libc\"\nsource = \"registry+https://example.org\"\n",
                    "src/lib.rs=",
                ],
                ["outputs: [target/release/libfast_x.so]", "context: [Cargo.toml, Cargo.lock]", "debian:trixie", "glibc 2.41"]
            },
            {
                "cmake",
                ["CMakeLists.txt=cmake_minimum_required(VERSION 3.10)\nproject (Snappy VERSION 1.2)\ninstall(TARGETS x)\n"],
                ["name: snappy\n", "cmake --install build"]
            },
            {
                "cmake, with a library that may be either",
                ["CMakeLists.txt=project(x)\nadd_library(x INTERFACE)\nadd_library(y\n  y.c)\ninstall(TARGETS y)\n"],
                ["-DBUILD_SHARED_LIBS=ON -DBUILD_TESTING=OFF && ", "# Libraries are built shared"]
            },
            {
                "cmake, with a library that is static",
                ["CMakeLists.txt=project(x)\nadd_library(y STATIC y.c)\ninstall(TARGETS y)\n"],
                ["-DCMAKE_INSTALL_LIBDIR=lib -DBUILD_TESTING=OFF && "]
            },
            { "meson", ["meson.build=project('it', 'c')\n"], ["name: it\n", "meson install -C build"] },
            { "autotools", ["configure.ac=AC_INIT([jq], [1.7])\n"], ["name: jq\n", "autoreconf -fi"] },
            {
                "make",
                ["Makefile=all:\n\tcc x.c\ninstall: all\n\tinstall x $(DESTDIR)$(PREFIX)/bin\n"],
                ["make install DESTDIR=\"$PWD/out\"", "from: \"out/usr/**\""]
            },
            {
                "cmake, with tests from elsewhere",
                ["CMakeLists.txt=project(x)\noption(X_BUILD_TESTS \"Tests.\" ON)\noption(\n  X_BUILD_BENCHMARKS \"More.\" ON)\ninstall(TARGETS x)\n"],
                ["-DBUILD_TESTING=OFF -DX_BUILD_TESTS=OFF -DX_BUILD_BENCHMARKS=OFF && "]
            },
            {
                "go, with a folder that a shell would run",
                ["go.mod=module example.org/x\n", "cmd/one/main.go=" + Go, "cmd/$(touch x); '/main.go=" + Go],
                ["-o out/ ./cmd/one'"]
            },
            {
                "make, in folders",
                ["Makefile=all install uninstall: lib\n\t$(MAKE) -C lib $@\ninstalled := 1\n", "lib/Makefile=all:\n"],
                ["make install DESTDIR=\"$PWD/out\""]
            },
            { "make, without install", ["Makefile=all:\n\tcc x.c\n"], ["outputs: [my-project]", "name the files that it makes"] },
            {
                "an extension of PostgreSQL",
                [
                    "Makefile=EXTENSION = vector\nOPTFLAGS = -march=native\nPGXS := $(shell pg_config --pgxs)\ninclude $(PGXS)\n",
                    "vector.control=comment = 'x'\n",
                ],
                ["name: vector\n", "smoke: {skip:", "make -j\"$(nproc)\" with_llvm=no OPTFLAGS= && make install with_llvm=no OPTFLAGS= "]
            },
            {
                "python, with setup.py",
                [
                    "setup.py=from setuptools import Extension, setup\nsetup(\n    name=\"Hello_Fast\",\n    version=\"1.4.0\",\n"
                        + "    ext_modules=[Extension(\"hello._fast\", [\"a.c\"])],\n)\n",
                ],
                ["name: hello_fast\n", "{file: setup.py, match: '", "distribution: Hello_Fast", "extensions: [hello._fast]", "python: cp311"]
            },
            {
                "python, with a build system of its own",
                [
                    "pyproject.toml=[build-system]\nrequires = [\"scikit-build-core>=0.10\", \"pybind11\"]\n[project]\nname = \"fast\"\n"
                        + "dependencies = [\"numpy\"]\nversion = \"2.1\"\n",
                ],
                ["{file: pyproject.toml, match: '", "extensions: [CHANGE_ME]", "name: fast\n"]
            },
            {
                "python, with maturin",
                [
                    "pyproject.toml=[build-system]\nrequires = ['maturin>=1.0,<2.0']\n[project]\nname = \"fast-rs\"\ndynamic = [\"version\"]\n",
                    "Cargo.toml=[package]\nname = \"fast-rs\"\nversion = \"1.0.0\"\n",
                    "Cargo.lock=version = 3\n",
                ],
                ["extensions: [fast_rs]", "# It can also be built from Cargo.toml", "version: {tag: true}"]
            },
            {
                "go, with GoReleaser",
                [
                    "go.mod=module example.org/hello\n\ngo 1.22\n",
                    "cmd/hi/main.go=" + Go,
                    ".goreleaser.yaml=version: 2\nproject_name: greet\nbefore: {hooks: [go mod tidy, go generate ./...]}\nbuilds:\n  - main: ./cmd/hi/main.go\n"
                        + "    env: [CGO_ENABLED=0, MODE=x y]\n    goos: [linux, darwin, windows, freebsd]\n    goarch: [amd64, arm64]\n"
                        + "    ignore: [{goos: windows, goarch: arm64}, {goos: freebsd, goarch: arm64}]\n"
                        + "    ldflags: [\"-s -w -X main.v={{.Version}} -X main.d={{.Date}}\"]\n    flags: [-trimpath, -mod=readonly]\n    hooks: {post: [x]}\n"
                        + "archives: [{files: [LICENSE, docs/usage.md]}]\nnfpms: [{}]\nsboms: [{}]\nrelease: {draft: true}\n",
                    "docs/usage.md=Usage\n",
                ],
                [
                    "made from go.mod and .goreleaser.yaml",
                    "name: greet\n",
                    "-mod=readonly -ldflags \"-s -w -X main.v=$VERSION\" -o out/ ./cmd/hi'",
                    "env: {MODE: \"x y\", VERSION: \"{version}\"}",
                    "windows-amd64: {platform: windows/amd64, env: {GOOS: windows, GOARCH: amd64}}",
                    "targets: [linux-amd64, linux-arm64, darwin-amd64, darwin-arm64]\n",
                    "docs/usage.md",
                    "\nrelease: {github: {}}",
                    "# Not carried over from .goreleaser.yaml: ldflags -X main.d={{.Date}}, the platform freebsd/amd64, builds.hooks, "
                        + "before.hooks go generate ./..., nfpms (`system_package`), sboms.\n",
                ]
            },
            {
                "go, with a GoReleaser that cannot be read",
                ["go.mod=module example.org/hello\n", "main.go=" + Go, ".goreleaser.yml=builds: [{main: &x\n"],
                [".goreleaser.yml could not be read, and nothing was carried over", "out/ .'"]
            },
            {
                "make, with a bake file",
                [
                    "Makefile=all:\n\tcc x.c\ninstall: all\n\tinstall x $(DESTDIR)/usr/bin\n",
                    "docker-bake.hcl=# platforms = [\"linux/386\"]\nvariable \"TAG\" { default = \"x # y\" }\ntarget \"app\" {\n  dockerfile = \"Dockerfile\"\n"
                        + "  platforms = [\"linux/amd64\", \"linux/arm64\", \"linux/mips64le\"]\n  args = { A = \"1\" }\n  tags = [\"x:1\"]\n"
                        + "  cache-from = [\"type=gha\"]\n}\n",
                ],
                [
                    "made from Makefile and docker-bake.hcl",
                    "  x86_64: linux/amd64\n  aarch64: linux/arm64\n",
                    "# Not carried over from docker-bake.hcl: args (`builder.args`), cache-from (`cache.registry`), tags, the platform linux/mips64le.\n",
                ]
            },
            {
                "make, with a bake file in JSON",
                [
                    "Makefile=all:\n\tcc x.c\ninstall: all\n\tinstall x $(DESTDIR)/usr/bin\n",
                    "docker-bake.json={\"target\": {\"app\": {\"platforms\": [\"linux/arm64\"], \"output\": [\"type=local,dest=out\"]}}}\n",
                ],
                ["targets:\n  aarch64: linux/arm64\n", "# Not carried over from docker-bake.json: output.\n"]
            },
            {
                "go, in a Dockerfile's stage",
                [
                    "go.mod=module example.org/x\n\nrequire golang.org/x/sys v0.1.0\n",
                    "go.sum=",
                    "main.go=" + Go,
                    "Dockerfile=FROM golang:1.24-bookworm AS tools\nWORKDIR /m\nCOPY go.mod go.sum ./\nRUN go mod download\n"
                        + "FROM tools AS build\nCOPY . .\nRUN go build -o /x .\nFROM scratch\nCOPY --from=build /x /x\n",
                ],
                [
                    "made from go.mod and Dockerfile",
                    "dockerfile: Dockerfile, stage: tools, context: [go.mod, go.sum]}",
                    "compiler: {image: \"golang:1.24-bookworm\"}",
                    "env: {CGO_ENABLED: 0,",
                    "debian:bookworm",
                ]
            },
            {
                "cmake, in a Dockerfile that is a builder",
                [
                    "CMakeLists.txt=project(x)\ninstall(TARGETS x)\n",
                    "Dockerfile=FROM debian:bookworm\nRUN apt-get update && \\\n    apt-get install -y cmake g++ make\n",
                ],
                ["builder: {image: x-builder, dockerfile: Dockerfile}\n", "glibc 2.36"]
            },
            {
                "cmake, in a Dockerfile that compiles and removes the compiler",
                [
                    "CMakeLists.txt=project(x)\ninstall(TARGETS x)\n",
                    "Dockerfile=FROM debian:bookworm\nRUN apt-get install -y cmake g++ && apt-get remove -y g++\n",
                ],
                ["dockerfile: builder/Dockerfile", "# No stage of Dockerfile has the compilers of a Debian"]
            },
            {
                "cmake, in a Dockerfile of another distribution",
                [
                    "CMakeLists.txt=project(x)\ninstall(TARGETS x)\n",
                    "Dockerfile=FROM alpine:3.20 AS build\nRUN apk add cmake g++\nFROM debian:bookworm-slim\nRUN apt-get install -y cmake\nCOPY src /src\n",
                    "src/a.c=",
                ],
                ["dockerfile: builder/Dockerfile"]
            },
            {
                "make, with a workflow that releases",
                ["Makefile=all:\n\tcc x.c\n", ".github/workflows/ci.yml=on: [push]\n", ".github/workflows/release.yml=on:\n  release:\n    types: [created]\n"],
                ["# .github/workflows/release.yml makes releases today, and stays", "\nrelease: {github: {}}"]
            },
            {
                "go, without go.mod, with a package from elsewhere",
                ["tool.go=package main\n\nimport (\n\t\"fmt\"\n\t\"github.com/x/y\"\n)\n"],
                ["# The sources import github.com/x/y, and there is no go.mod"]
            },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_writes_what_passes_Plan(string kind, string[] files, string[] told)
    {
        foreach (var file in files)
            project.File(file[..file.IndexOf('=', StringComparison.Ordinal)], file[(file.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        project.File("LICENSE", "Do what you like.\n");
        project.Commit();

        Run("Init").Ends(0).Says("wrote springform.yaml");

        var written = project.Text("springform.yaml");
        foreach (var text in told)
            written.ShouldContain(text);
        written.Split('\n').Length.ShouldBeLessThanOrEqualTo(31);
        if (!kind.StartsWith("python", StringComparison.Ordinal))
            written.ShouldContain("LICENSE]");
        project.Commit("With Springform");
        Run("Plan").Ends(0);
        project.Git("status", "--porcelain").ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        project.File("go.mod", "module example.org/x\n");
        project.File("main.go", Go);
        project.File("builder/Dockerfile", "FROM debian:trixie\n");
        project.File(".gitignore", "/dist\n*.o");
        project.Commit();

        Run("Init").Ends(0).Says("builder/Dockerfile is there and stays as it is");
        project.Text("builder/Dockerfile").ShouldBe("FROM debian:trixie\n");
        project.Text(".gitignore").ShouldBe("/dist\n*.o\n.springform/\ntools-cache/\n");

        var before = project.Text("springform.yaml");
        Run("Init").Ends(2).Says("E126 springform.yaml is there");
        project.Text("springform.yaml").ShouldBe(before);
    }

    [Fact]
    public void Python_without_extensions_needs_no_builder()
    {
        project.File("pyproject.toml", "[build-system]\nrequires = [\"setuptools\"]\n[project]\nname = \"plain\"\n");
        project.Commit();

        Run("Init").Ends(2).Says("E127");
    }

    [Fact]
    public void A_person_chooses_what_it_is_built_from_and_for_and_whether_a_workflow_is_written()
    {
        RealTool.Need("script");
        project.File("go.mod", "module example.org/x\n");
        project.File("main.go", Go);
        project.File("Makefile", "all:\n\tcc x.c\n");
        project.Commit();

        var shown = OnTerminal("--target=Init", "2\n2\n2\n");

        shown.Split("Type a number from").Length.ShouldBe(4, shown);
        project.Text("springform.yaml").ShouldContain("made from Makefile");
        project.Text("springform.yaml").ShouldContain("# It can also be built from go.mod");
        project.Text("springform.yaml").ShouldContain("  x86_64: linux/amd64\n  aarch64: linux/arm64\n");
        shown.ShouldContain(".github/workflows/springform.yml is not written yet: springform.lock does not pin");
        Run("Plan").Ends(0);
    }

    [Fact]
    public void With_yes_nobody_is_asked_on_a_terminal_either()
    {
        RealTool.Need("script");
        project.File("go.mod", "module example.org/x\n");
        project.File("main.go", Go);
        project.File("Makefile", "all:\n\tcc x.c\n");
        project.Commit();

        OnTerminal("--target=Init --yes", "").ShouldNotContain("Type a number");

        project.Text("springform.yaml").ShouldContain("made from go.mod");
    }

    [Fact]
    public void The_workflow_is_written_where_bases_are_pinned()
    {
        project.File("go.mod", "module example.org/x\n");
        project.File("main.go", Go);
        var digest = "sha256:" + new string('1', 64);
        project.File("springform.sh", "#!/bin/sh\n");
        project.File("springform.lock", $"images:\n  \"debian:trixie\": {digest}\n");
        project.Commit();

        Cli.Start(project.Folder, ["--target=Init", "--ci=github"]).End().Ends(0).Says("wrote .github/workflows/springform.yml");

        Run("Check").Ends(0);
    }

    [Fact]
    public void A_folder_that_tells_nothing_is_named_with_what_is_looked_for()
    {
        project.File("README", "Hello.\n");
        project.Commit();

        Run("Init").Ends(2).Says("E127 nothing in this folder tells how it is built", "Cargo.toml");
        File.Exists(project.PathOf("springform.yaml")).ShouldBeFalse();
    }

    [Fact]
    public void What_could_not_be_known_is_a_comment()
    {
        project.File("go.mod", "module example.org/x\n\ngo 1.99\n");
        project.File("Makefile", "all:\n");
        project.Commit();

        Run("Init").Ends(0);

        project.Text("springform.yaml").ShouldContain("# No package main was found");
        project.Text("springform.yaml").ShouldContain("# go.mod wants Go 1.99");
        project.Text("springform.yaml").ShouldContain("# It can also be built from Makefile");
    }

    [Theory]
    [InlineData("{tag: true} ", "v1.2.3", "release-7")]
    [InlineData("{tag: \"jq-*\"} ", "jq-1.7.1", "jq-1.6")]
    [InlineData("{tag: \"v*\"} ", "v2.1")]
    [InlineData("{tag: true}  ", "latest")]
    [InlineData("{tag: true}  ")]
    public void The_version_comes_from_tags_as_the_project_spells_them(string version, params string[] tags)
    {
        project.File("go.mod", "module example.org/x\n");
        project.File("main.go", Go);
        project.Commit();
        foreach (var tag in tags)
            project.Git("tag", tag);

        Run("Init").Ends(0);

        project.Text("springform.yaml").ShouldContain("version: " + version);
        Run("Plan").Ends(0);
    }

    /// <returns>all that the terminal showed</returns>
    private string OnTerminal(string switches, string typed)
    {
        var command = $"dotnet exec {Cli.Host} --project {ShellWord(project.Folder)} {switches}";
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["NO_COLOR"] = "1", ["CI"] = null },
        };
        using var run = Process.Start(start)!;
        run.StandardInput.Write(typed);
        run.StandardInput.Flush();
        var shown = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        run.ExitCode.ShouldBe(0, shown);
        return shown;
    }

    private static string ShellWord(string text) => $"'{text}'";

    private CliResult Run(string task) => Cli.Start(project.Folder, [$"--target={task}"]).End();
}
