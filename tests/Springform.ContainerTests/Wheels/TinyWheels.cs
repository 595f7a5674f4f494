using Springform.ContainerTests.EndToEnd;
using Springform.Errors;
using Springform.Names;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Wheels;

/// <summary>
/// A project of three wheels and a source distribution on two bases of 2 MB. Its commands hand over wheels that were prepared, and its Python is a script that
/// unpacks them: everything but the backend and the interpreter is real, and a build takes seconds. What it leaves in the engine is removed with it.
/// </summary>
internal sealed class TinyWheels : GitProject
{
    public const string Tag = "v1.2.3";
    public const string Version = "1.2.3";

    private static readonly string[] Tags = ["cp39-cp39", "cp39-abi3", "cp311-cp311"];

    private readonly Workshop workshop;
    private readonly string id = Guid.NewGuid().ToString("N")[..8];
    private readonly bool isCopy;

    /// <summary>Which folder of wheels the commands take: a secret, since that is in no key.</summary>
    protected override IReadOnlyList<string> Variables => ["FROM=prepared"];

    /// <param name="index">address of a package index, with a slash at its end</param>
    public TinyWheels(Workshop workshop, string index = "http://127.0.0.1:1/")
    {
        this.workshop = workshop;
        if (workshop.Missing is { } reason)
        {
            Assert.SkipUnless(ExampleCopy.IsCi, reason);
            Assert.Fail(reason);
        }

        File("springform.yaml", Yaml(index));
        File(".gitignore", ".springform/\ndist/\n");
        File("builder/python3", Python.ReplaceLineEndings("\n"));
        File(
            "builder/Dockerfile",
            "ARG BASE_IMAGE\nFROM ${BASE_IMAGE} AS runtime\nCOPY builder/python3 /bin/python3\nRUN chmod +x /bin/python3\nFROM runtime AS builder\n"
        );
        foreach (var version in new[] { Version, "1.2.4.dev1", "1.2.4.dev2" })
        {
            foreach (var tags in Tags)
                Wheel(tags, version).Write(PathOf("prepared"));
            PreparedSdist.Write(PathOf("prepared"), version);
        }

        (Wheel("cp39-cp39") with { Text = "# of another machine\n" }).Write(PathOf("deviant"));
        Commit("feat: wheels");
        Git("tag", Tag);
    }

    private TinyWheels(TinyWheels other)
    {
        workshop = other.workshop;
        id = other.id;
        isCopy = true;
        Directory.Delete(Folder);
        Tests.Command.Run(other.Folder, ["cp", "--archive", other.Folder, Folder]).ExitCode.ShouldBe(0);
    }

    /// <summary>As <c>uname -m</c> prints it.</summary>
    public string Machine => Platform.Of(workshop.Platform).Kernel;

    public string Arch => Platform.Of(workshop.Platform).Arch;

    /// <summary>Names of the wheels and the source distribution.</summary>
    public IReadOnlyList<string> Distributions(string version = Version) =>
        [
            $"demo_nvx-{version}-cp311-cp311-manylinux_2_36_{Machine}.whl",
            $"demo_nvx-{version}-cp39-abi3-manylinux_2_31_{Machine}.whl",
            $"demo_nvx-{version}-cp39-cp39-manylinux_2_31_{Machine}.whl",
            $"demo_nvx-{version}.tar.gz",
        ];

    public PreparedWheel Wheel(string tags, string version = Version) => new(Machine, version, tags);

    /// <summary>Replaces what the backend of one target leaves.</summary>
    public void Prepare(PreparedWheel wheel)
    {
        System.IO.File.Delete(PathOf($"prepared/{Wheel(wheel.Tags, wheel.Version).Name}"));
        wheel.Write(PathOf("prepared"));
    }

    /// <summary>
    /// The same project as it was built, for another index; its commit is tagged as the first one's was, and built: the results of its commands are there.
    /// </summary>
    /// <param name="isTagged">false: it is the first commit after the tag, and not built yet</param>
    public TinyWheels CopyFor(string index, bool isTagged = true)
    {
        var copy = new TinyWheels(this);
        copy.File("springform.yaml", Yaml(index));
        copy.Commit("feat: another index");
        if (isTagged)
        {
            copy.Git("tag", "--force", Tag);
            copy.Run("--target=Dist").Ends(0);
        }

        return copy;
    }

    public CliResult Upload(params string[] words) => Run(["--target=PublishIndex", $"TWINE_PASSWORD={WheelParts.Password}", .. words]);

    /// <summary>Another machine: a clone that shares nothing with the project but the engine.</summary>
    public string Clone()
    {
        var folder = Beside(Guid.NewGuid().ToString("N")[..8]);
        Git("clone", "--quiet", Folder, folder);
        return folder;
    }

    public override void Dispose()
    {
        if (!isCopy)
        {
            string[] bases = [BaseImage("floor"), BaseImage("newer")];
            workshop.RemoveImagesAsync(image => image.Contains(id, StringComparison.Ordinal) || bases.Contains(image)).GetAwaiter().GetResult();
        }

        base.Dispose();
    }

    private static string Python =>
        """
            #!/bin/sh
            # As much of an interpreter as trying a wheel takes: pip unpacks it and puts its scripts into bin, and an import finds the file.
            set -e
            case "$1 $2" in
                "-m pip") for wheel; do :; done; mkdir -p site; cd site; busybox unzip -q "../$wheel"; mkdir -p bin; mv *.data/scripts/* bin/; chmod +x bin/* ;;
                "-c "*) shift 2; for module; do ls "site/$(echo "$module" | tr . /).so"; done ;;
                "--version ") echo "Python 3.11.2" ;;
                *) echo "what is $*?" >&2; exit 2 ;;
            esac

            """;

    /// <summary>The registry has one image under every name.</summary>
    private string BaseImage(string name) => workshop.Base.Replace("busybox:1", $"{name}:1", StringComparison.Ordinal);

    private string Yaml(string index) =>
        $$$"""
            name: demo-nvx-{{{id}}}
            version: {tag: true}
            bases:
              floor: {image: "{{{BaseImage("floor")}}}"}
              newer: {image: "{{{BaseImage("newer")}}}"}
            builder: {image: "e2e-{{{id}}}-builder", dockerfile: builder/Dockerfile, context: [builder/python3]}
            matrix:
              base: [floor, newer]
              platform: [{{{workshop.Platform}}}]
              variant:
                cp39: {base: [floor], env: {TAGS: cp39-cp39}}
                abi3: {base: [floor], python: cp39-abi3, env: {TAGS: cp39-abi3}}
                cp311: {base: [newer], env: {TAGS: cp311-cp311}}
            compile:
              - name: sdist
                once: true
                run: 'mkdir sdist && cp "prepared/demo_nvx-$VERSION.tar.gz" sdist/'
                inputs: ["prepared/*.tar.gz"]
                outputs: ["sdist/*.tar.gz"]
                env: {VERSION: "{pep440}"}
              - name: wheel
                run: 'mkdir wheelhouse && cp "${FROM:-prepared}/demo_nvx-$VERSION-$TAGS-linux_$MACHINE.whl" wheelhouse/'
                inputs: ["prepared/*.whl", "deviant/*.whl"]
                outputs: ["wheelhouse/*.whl"]
                env: {VERSION: "{pep440}", MACHINE: "{machine}"}
                secrets: [FROM]
            wheels:
              distribution: demo-nvx
              wheel: "wheelhouse/*.whl"
              sdist: "sdist/*.tar.gz"
              extensions: [demo._nvx]
              policies: {floor: manylinux_2_31, newer: manylinux_2_36}
              runtime: runtime
              test: ['"$PYTHON" --version', demo-tool]
              index: {upload: "{{{index}}}legacy/", simple: "{{{index}}}simple/"}
            release:
              github: {repository: octo/hello, channels: {nightly: {branch: main, keep: 1} } }

            """;
}
