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
            { "go, without go.mod", ["tool.go=" + Go], ["name: my-project\n", "GO111MODULE: \"off\""] },
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
                ["Makefile=EXTENSION = vector\nPGXS := $(shell pg_config --pgxs)\ninclude $(PGXS)\n", "vector.control=comment = 'x'\n"],
                ["name: vector\n", "smoke: {skip:"]
            },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_writes_what_passes_Plan(string kind, string[] files, string[] told)
    {
        kind.ShouldNotBeEmpty();
        foreach (var file in files)
            project.File(file[..file.IndexOf('=', StringComparison.Ordinal)], file[(file.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        project.File("LICENSE", "Do what you like.\n");
        project.Commit();

        Run("Init").Ends(0).Says("wrote springform.yaml");

        var written = project.Text("springform.yaml");
        foreach (var text in told)
            written.ShouldContain(text);
        written.Split('\n').Length.ShouldBeLessThanOrEqualTo(31);
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

    private CliResult Run(string task) => Cli.Start(project.Folder, [$"--target={task}"]).End();
}
