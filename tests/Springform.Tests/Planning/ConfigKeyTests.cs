using System.Text.Json;
using Springform.Config;
using Springform.Config.Reading;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Tests.Planning;

/// <summary>
/// Every key of springform.yaml reaches the key of a step or of dist/, so that a changed configuration is never taken for an unchanged one; or it stands on a
/// short list with its reason. A new key of the configuration fails here until it has a row.
/// </summary>
public sealed class ConfigKeyTests
{
    private const string Limit = "it decides whether there is a result, and not which";
    private const string FriendlyName = "it is a name for people; images are found by their content keys";
    private const string Place = "it says where results are shared, and not what they are";
    private const string Publishing = "it is about what happens to a finished dist/";
    private const string Making = "it says how a base is made that has no pin; a pinned one has its digest in the keys";

    private const string Fetching = "what is fetched is verified by its own hashes, and no step of the build takes it";
    private const string Wrapping = "which Springform runs is no part of what it builds";

    private const string Automating = "it says which machines of a CI system run the steps, and for how long";

    private const string Lookup = "it says where an image is looked up, and the image itself is in the keys";

    private const string Deploying = "it is about where finished files go; the container's own files are compared with them";

    private const string Repeating = "it names files that repeat a value; those that a step takes are in its key";

    private static readonly Dictionary<string, string> InNoKey = new()
    {
        ["project.timeout"] = Limit,
        ["project.memory"] = Limit,
        ["project.pids"] = Limit,
        ["target.timeout"] = Limit,
        ["target.memory"] = Limit,
        ["target.pids"] = Limit,
        ["matrix_include.timeout"] = Limit,
        ["matrix_include.memory"] = Limit,
        ["matrix_include.pids"] = Limit,
        ["compile.timeout"] = Limit,
        ["test.timeout"] = Limit,
        ["builder.timeout"] = Limit,
        ["recipe.timeout"] = Limit,
        ["smoke.timeout"] = Limit,
        ["tools.image"] = FriendlyName,
        ["builder.image"] = FriendlyName,
        ["builder.registry"] = Place,
        ["builder.build_on"] = "it says which machines build the image, and not which image that is",
        ["cache.registry"] = Place,
        ["registry_login.user"] = Place,
        ["registry_login.password"] = Place,
        ["cache.push"] = Place,
        ["version.run"] = "it is run for the version that keys have",
        ["mirror.suite"] = Making,
        ["mirror.updates"] = Making,
        ["mirror.packages"] = Making,
        ["base.when"] = "it selects bases before there is a plan",
        ["index.upload"] = Publishing,
        ["index.simple"] = Publishing,
        ["index.file_limit"] = Publishing,
        ["fetch.github"] = Fetching,
        ["fetch.tag"] = Fetching,
        ["fetch.api"] = Fetching,
        ["fetch.url"] = Fetching,
        ["fetch.version"] = Fetching,
        ["fetch.index"] = Fetching,
        ["fetch.into"] = Fetching,
        ["fetch.variant"] = Fetching,
        ["fetch.source"] = Fetching,
        ["fetch.fallback"] = Fetching,
        ["fetch.programs"] = Fetching,
        ["wrapper.github"] = Wrapping,
        ["wrapper.api"] = Wrapping,
        ["wrapper.url"] = Wrapping,
        ["wrapper.version"] = Wrapping,
        ["publisher.name"] = Publishing,
        ["publisher.run"] = Publishing,
        ["publisher.files"] = Publishing,
        ["publisher.env"] = Publishing,
        ["publisher.secrets"] = Publishing,
        ["publisher.channels"] = Publishing,
        ["publisher.timeout"] = Publishing,
        ["git_hub.title"] = Publishing,
        ["git_hub.immutable"] = Publishing,
        ["git_hub.status"] = Publishing,
        ["git_hub.milestone"] = Publishing,
        ["package_image.repository"] = Publishing,
        ["package_image.tags"] = Publishing,
        ["signature.files"] = Publishing,
        ["signature.timeout"] = Publishing,
        ["gpg.public_key"] = Publishing,
        ["gpg.key"] = Publishing,
        ["gpg.passphrase"] = Publishing,
        ["gpg.rpm"] = Publishing,
        ["gpg.deb"] = Publishing,
        ["minisign.public_key"] = Publishing,
        ["minisign.key"] = Publishing,
        ["minisign.passphrase"] = Publishing,
        ["cosign.public_key"] = Publishing,
        ["cosign.key"] = Publishing,
        ["cosign.passphrase"] = Publishing,
        ["sign_command.sign"] = Publishing,
        ["sign_command.verify"] = Publishing,
        ["sign_command.suffix"] = Publishing,
        ["sign_command.secrets"] = Publishing,
        ["repositories.url"] = Publishing,
        ["repositories.suite"] = Publishing,
        ["repositories.prereleases"] = Publishing,
        ["repositories.component"] = Publishing,
        ["workflow.runners"] = Automating,
        ["workflow.timeout"] = Automating,
        ["workflow.timeouts"] = Automating,
        ["workflow.attest"] = Publishing,
        ["workflow.trusted_publishing"] = Publishing,
        ["pin.from"] = Repeating,
        ["pin_place.file"] = Repeating,
        ["pin_place.text"] = Repeating,
        ["channel.branch"] = Publishing,
        ["channel.keep"] = Publishing,
        ["notes.from"] = Publishing,
        ["notes.file"] = Publishing,
        ["runtime.container"] = Lookup,
        ["runtime.label"] = Lookup,
        ["deploy.container"] = Deploying,
        ["deploy.label"] = Deploying,
        ["deploy.target"] = Deploying,
        ["deploy.check"] = Deploying,
        ["deploy.user"] = Deploying,
        ["deploy.timeout"] = Deploying,
        ["deploy_file.from"] = Deploying,
        ["deploy_file.to"] = Deploying,
        ["deploy_file.mode"] = Deploying,
        ["deploy_file.owner"] = Deploying,
        ["postgresql.extension"] = Deploying,
        ["postgresql.version"] = Deploying,
        ["postgresql.database"] = Deploying,
        ["postgresql.user"] = Deploying,
        ["postgresql.host"] = Deploying,
        ["postgresql.port"] = Deploying,
        ["postgresql.reindex"] = Deploying,
        ["postgresql.smoke"] = Deploying,
        ["password.env"] = Deploying,
        ["password.file"] = Deploying,
        ["password.pgpass"] = Deploying,
    };

    internal static readonly PlanProject Archives = new(
        """
        name: demo
        version: 1.0.0
        build_platform: linux/amd64
        bases: {b: {image: "debian:bookworm", glibc: "2.36"}, c: "debian:trixie"}
        tools: {image: t, base: b, platforms: [linux/amd64, linux/arm64], recipes: {dd: tools/dd, fio: {platforms: [linux/amd64], context: tools/fio, dockerfile: Dockerfile, stage: build, args: {LEVEL: "2"}, network: true}}}
        builder: {image: i, dockerfile: Dockerfile, context: ["ctx/*"], stage: build, args: {KIND: "1"}, network: true}
        targets:
          x: {platform: linux/amd64, base: b, build_platform: linux/amd64, variant: fast, suffix: -x, env: {A: "1"}, test: [[make, own]], abi: {policy: "glibc 2.36", libraries: [libown.so], exceptions: ["own/*"]}}
          y: {platform: linux/amd64, base: b}
        compile:
          - {name: build, run: [make], inputs: [main.c], outputs: [demo], env: {B: "1"}, secrets: [TOKEN], caches: {one: /one}, network: false, once: false}
        test: [[make, test]]
        smoke: {bases: [b], run: [[./demo]], except: ["*.so"]}
        abi: {policy: "glibc 2.36", libraries: [libx.so], exceptions: ["data/*"]}
        packages:
          - {archive: "{name}{variant}-{target}{suffix}.tgz", root: "demo", files: [demo, {from: LICENSE, to: texts/}, {from: "tools:", to: bin/}, {text: "{version}", to: VERSION}], repair: false, checksums: [md5], md5_name: "{artifact}.md5", targets: ["*"]}
          - {image: {repository: r.example.org/demo, labels: {licence: MIT}}, files: [main.c], targets: [y]}
          - system_package: {formats: [deb], name: demo-server, revision: "2", maintainer: "A <a@b>", summary: Demo, description: Long, license: MIT, homepage: "https://example.org", section: net, depends: [one], recommends: [two], conflicts: [three], replaces: [four], provides: [five], scripts: {pre_install: one.sh, post_install: one.sh, pre_remove: one.sh, post_remove: one.sh}}
            files: [{from: main.c, to: etc/, mode: "0640", owner: "root:adm", config: true, formats: [deb]}]
            targets: [y]
        prebuilt: {mac: {files: [demo-mac.zip], platform: darwin/arm64, exceptions: ["mac/*"], checksums: SUMS}}
        fetch_index: {archives: ["*"], require: ["bin/*"], mirrors: ["https://mirror.example.org/"], all: {archive: all.tar.gz, shared: ["include/*"]}}
        sources: {archive: sources.tgz, checksums: [md5], md5_name: "{artifact}.md5"}
        release: {github: {repository: octo/demo, api: "https://api.github.com", tag: "v{version}"}}
        homebrew: {name: hello, description: A demo, homepage: "https://example.org/hello", license: BSD-3-Clause, programs: [bin/hello], archives: ["*.zip"]}
        """
    )
    {
        Files = new Dictionary<string, string>
        {
            ["Dockerfile"] = "FROM debian:bookworm AS build\nARG KIND\nFROM build AS other\n",
            ["Other.Dockerfile"] = "FROM debian:bookworm AS build\nRUN other\n",
            ["ctx/a"] = "a",
            ["ctx2/a"] = "b",
            ["tools/fio/Dockerfile"] = "FROM debian:bookworm AS build\nARG LEVEL\nFROM build AS other\n",
            ["tools/dd/Dockerfile"] = "FROM debian:bookworm\n",
            ["tools/fio/Second"] = "FROM debian:bookworm AS build\nRUN other\n",
            ["tools/fio2/Dockerfile"] = "FROM debian:bookworm AS build\nRUN another\n",
            ["main.c"] = "c",
            ["other.c"] = "c",
            ["one.sh"] = "true",
            ["LICENSE"] = "MIT",
            ["version.txt"] = "2.0.0",
        },
        Pinned = new Dictionary<string, string> { ["debian:bookworm"] = PlanProject.Digest, ["debian:trixie"] = "sha256:" + new string('e', 64) },
    };

    internal static readonly PlanProject Wheels = new(
        """
        name: nvx
        version: 1.0.0
        bases: {b: "debian:bookworm", c: "debian:trixie"}
        builder: {image: i, dockerfile: Dockerfile}
        matrix:
          base: [b, c]
          platform: [linux/amd64, linux/arm64]
          variant: {cp311: {base: [b, c], platform: [linux/amd64, linux/arm64], python: cp311, suffix: -one, env: {A: "1"}}, cp312: {}}
          exclude: [{base: c, platform: linux/arm64, variant: cp311}]
          include: [{base: b, platform: linux/amd64, variant: cp312, build_platform: linux/amd64, suffix: -two, env: {B: "1"}, test: [[make, own]], abi: {policy: "glibc 2.36"}}]
        compile:
          - {run: [make, wheel], outputs: ["dist/*", "out/*"], once: false}
          - {run: [make, sdist], outputs: ["dist/*"], once: true}
        wheels:
          distribution: "{name}{suffix}"
          wheel: "dist/*.whl"
          sdist: "dist/*.tar.gz"
          extensions: [nvx._nvx]
          policies: {b: manylinux_2_36, c: manylinux_2_36}
          repair: false
          prefer: [b]
          checksums: [sha256]
          runtime: runtime
          interpreters: {cp311: python3}
          test: [[python3, -m, nvx]]
        """
    )
    {
        Files = new Dictionary<string, string> { ["Dockerfile"] = "ARG BASE_IMAGE\nFROM ${BASE_IMAGE} AS runtime\nFROM runtime AS other\nRUN x\nFROM other\n" },
        Pinned = Archives.Pinned,
    };

    private static readonly PlanProject Direct = Wheels with
    {
        Yaml = """
            name: nvx
            version: 1.0.0
            bases: {b: "debian:bookworm", c: "debian:trixie"}
            builder: {image: i, dockerfile: Dockerfile}
            targets: {w: {platform: linux/amd64, base: b, python: cp311}}
            compile: [{run: [make, wheel], outputs: ["dist/*"]}]
            wheels: {wheel: "dist/*.whl", extensions: [nvx._nvx], policies: {b: manylinux_2_36, c: manylinux_2_39}, runtime: runtime}
            """,
    };

    private static readonly PlanProject Grid = Direct with
    {
        Yaml = Direct.Yaml.Replace(
            "targets: {w: {platform: linux/amd64, base: b, python: cp311}}",
            "matrix: {base: [b], platform: [linux/amd64], variant: {cp311: {}}}",
            StringComparison.Ordinal
        ),
    };

    /// <summary>A key of the configuration, and a change of it in one of the projects.</summary>
    private static readonly (string Key, PlanProject Project, string From, string To)[] Changes =
    [
        ("project.name", Archives, "name: demo", "name: demo2"),
        ("version.literal", Archives, "version: 1.0.0", "version: 1.0.1"),
        ("version.file", Archives, "version: 1.0.0", "version: {file: version.txt}"),
        ("version.match", Archives, "version: 1.0.0", "version: {file: version.txt, match: \"([0-9]+)\"}"),
        ("version.tag", Archives, "version: 1.0.0", "version: {tag: \"v*\"}"),
        ("project.build_platform", Archives, "build_platform: linux/amd64\nbases", "build_platform: linux/arm64\nbases"),
        ("base.image", Archives, "{image: \"debian:bookworm\", glibc", "{image: \"debian:trixie\", glibc"),
        ("base.glibc", Archives, "glibc: \"2.36\"}", "glibc: \"2.35\"}"),
        ("tools.base", Archives, "tools: {image: t, base: b", "tools: {image: t, base: c"),
        ("tools.platforms", Archives, "platforms: [linux/amd64, linux/arm64], recipes", "platforms: [linux/amd64], recipes"),
        ("recipe.context", Archives, "context: tools/fio,", "context: tools/fio2,"),
        ("recipe.dockerfile", Archives, "dockerfile: Dockerfile, stage: build, args: {LEVEL", "dockerfile: Second, stage: build, args: {LEVEL"),
        ("recipe.stage", Archives, "stage: build, args: {LEVEL", "stage: other, args: {LEVEL"),
        ("recipe.args", Archives, "LEVEL: \"2\"", "LEVEL: \"3\""),
        ("recipe.platforms", Archives, "{platforms: [linux/amd64], context", "{platforms: [linux/amd64, linux/arm64], context"),
        ("recipe.network", Archives, "network: true}}}", "network: false}}}"),
        ("builder.dockerfile", Archives, "dockerfile: Dockerfile, context", "dockerfile: Other.Dockerfile, context"),
        ("builder.context", Archives, "ctx/*", "ctx2/*"),
        ("builder.stage", Archives, "stage: build, args: {KIND", "stage: other, args: {KIND"),
        ("builder.args", Archives, "KIND: \"1\"", "KIND: \"2\""),
        ("builder.network", Archives, "KIND: \"1\"}, network: true", "KIND: \"1\"}, network: false"),
        ("target.platform", Archives, "y: {platform: linux/amd64", "y: {platform: linux/arm64"),
        ("target.base", Archives, "y: {platform: linux/amd64, base: b", "y: {platform: linux/amd64, base: c"),
        ("target.build_platform", Archives, "base: b, build_platform: linux/amd64", "base: b, build_platform: linux/arm64"),
        ("target.variant", Archives, "variant: fast", "variant: slow"),
        ("target.python", Direct, "python: cp311", "python: cp312"),
        ("target.suffix", Archives, "suffix: -x", "suffix: -z"),
        ("target.env", Archives, "env: {A: \"1\"}", "env: {A: \"2\"}"),
        ("matrix.base", Grid, "base: [b]", "base: [b, c]"),
        ("matrix.platform", Grid, "platform: [linux/amd64]", "platform: [linux/amd64, linux/arm64]"),
        ("variant.base", Wheels, "{base: [b, c], platform: [linux/amd64, linux/arm64], python", "{base: [c], platform: [linux/amd64, linux/arm64], python"),
        ("variant.platform", Wheels, "{base: [b, c], platform: [linux/amd64, linux/arm64], python", "{base: [b, c], platform: [linux/arm64], python"),
        ("variant.python", Wheels, "python: cp311", "python: cp310"),
        ("variant.suffix", Wheels, "suffix: -one", "suffix: -uno"),
        ("variant.env", Wheels, "env: {A: \"1\"}", "env: {A: \"2\"}"),
        ("matrix_cell.base", Wheels, "exclude: [{base: c, platform: linux/arm64", "exclude: [{base: b, platform: linux/arm64"),
        ("matrix_cell.platform", Wheels, "exclude: [{base: c, platform: linux/arm64", "exclude: [{base: c, platform: linux/amd64"),
        ("matrix_cell.variant", Wheels, "exclude: [{base: c, platform: linux/arm64, variant: cp311}]", "exclude: [{variant: cp311, platform: linux/arm64}]"),
        ("matrix_include.base", Wheels, "include: [{base: b", "include: [{base: c"),
        ("matrix_include.platform", Wheels, "include: [{base: b, platform: linux/amd64", "include: [{base: b, platform: linux/arm64"),
        ("matrix_include.variant", Wheels, "variant: cp312, build", "variant: cp311, build"),
        ("matrix_include.build_platform", Wheels, "build_platform: linux/amd64", "build_platform: linux/arm64"),
        ("matrix_include.suffix", Wheels, "suffix: -two", "suffix: -due"),
        ("matrix_include.env", Wheels, "env: {B: \"1\"}", "env: {B: \"2\"}"),
        ("compile.name", Archives, "name: build", "name: make"),
        ("compile.run", Archives, "run: [make]", "run: [make, all]"),
        ("compile.inputs", Archives, "inputs: [main.c]", "inputs: [other.c]"),
        ("compile.outputs", Archives, "outputs: [demo]", "outputs: [demo, map]"),
        ("compile.env", Archives, "env: {B: \"1\"}", "env: {B: \"2\"}"),
        ("compile.secrets", Archives, "secrets: [TOKEN]", "secrets: [OTHER]"),
        ("compile.caches", Archives, "caches: {one: /one}", "caches: {one: /two}"),
        ("compile.network", Archives, "network: false", "network: true"),
        ("compile.once", Archives, "once: false", "once: true"),
        ("compile.tracked", Wheels, "outputs: [\"dist/*\"], once: true", "outputs: [\"dist/*\"], once: true, tracked: true"),
        ("test.run", Archives, "[make, test]", "[make, check]"),
        ("smoke.bases", Archives, "smoke: {bases: [b]", "smoke: {bases: [c]"),
        ("smoke.run", Archives, "run: [[./demo]]", "run: [[./demo, --help]]"),
        ("smoke.skip", Archives, "smoke: {bases: [b], run: [[./demo]], except: [\"*.so\"]}", "smoke: {skip: \"no such machine\"}"),
        ("smoke.except", Archives, "except: [\"*.so\"]", "except: [\"*.so.1\"]"),
        ("abi.policy", Archives, "abi: {policy: \"glibc 2.36\", libraries: [libx.so]", "abi: {policy: \"glibc 2.35\", libraries: [libx.so]"),
        ("abi.libraries", Archives, "libx.so", "liby.so"),
        ("abi.exceptions", Archives, "data/*", "texts/*"),
        ("package.archive", Archives, "{name}{variant}-{target}", "{name}-{target}{variant}"),
        ("package.root", Archives, "root: \"demo\"", "root: \"demo-1\""),
        ("system_package.formats", Archives, "{formats: [deb], name", "{formats: [deb, rpm], name"),
        ("system_package.name", Archives, "name: demo-server", "name: demo-daemon"),
        ("system_package.revision", Archives, "revision: \"2\"", "revision: \"3\""),
        ("system_package.maintainer", Archives, "A <a@b>", "B <a@b>"),
        ("system_package.summary", Archives, "summary: Demo", "summary: More"),
        ("system_package.description", Archives, "description: Long", "description: Longer"),
        ("system_package.license", Archives, "license: MIT", "license: ISC"),
        ("system_package.homepage", Archives, "https://example.org", "https://example.com"),
        ("system_package.section", Archives, "section: net", "section: utils"),
        ("system_package.depends", Archives, "[one]", "[six]"),
        ("system_package.recommends", Archives, "[two]", "[six]"),
        ("system_package.conflicts", Archives, "[three]", "[six]"),
        ("system_package.replaces", Archives, "[four]", "[six]"),
        ("system_package.provides", Archives, "[five]", "[six]"),
        ("system_scripts.pre_install", Archives, "pre_install: one.sh", "pre_install: other.c"),
        ("system_scripts.post_install", Archives, "post_install: one.sh", "post_install: other.c"),
        ("system_scripts.pre_remove", Archives, "pre_remove: one.sh", "pre_remove: other.c"),
        ("system_scripts.post_remove", Archives, "post_remove: one.sh", "post_remove: other.c"),
        ("file.mode", Archives, "mode: \"0640\"", "mode: \"0600\""),
        ("file.owner", Archives, "root:adm", "root:www"),
        ("file.config", Archives, "config: true", "config: false"),
        ("file.formats", Archives, "config: true, formats: [deb]}]", "config: true}, {from: LICENSE, formats: [deb]}]"),
        ("file.from", Archives, "{from: LICENSE, to", "{from: main.c, to"),
        ("file.to", Archives, "to: texts/", "to: text/"),
        ("file.text", Archives, "text: \"{version}\"", "text: \"{commit}\""),
        ("package.platform", Archives, "root: \"demo\"", "root: \"demo\", platform: any"),
        ("package.repair", Archives, "repair: false", "repair: true"),
        ("package.checksums", Archives, "repair: false, checksums: [md5]", "repair: false, checksums: [sha256]"),
        ("package.md5_name", Archives, "md5_name: \"{artifact}.md5\", targets", "md5_name: \"{artifact}.md5.txt\", targets"),
        ("package.targets", Archives, "targets: [\"*\"]", "targets: [y]"),
        ("package_image.labels", Archives, "labels: {licence: MIT}", "labels: {licence: BSD}"),
        ("prebuilt.files", Archives, "demo-mac.zip", "demo-apple.zip"),
        ("prebuilt.platform", Archives, "platform: darwin/arm64", "platform: darwin/amd64"),
        ("prebuilt.exceptions", Archives, "mac/*", "apple/*"),
        ("prebuilt.checksums", Archives, "checksums: SUMS", "checksums: OTHER_SUMS"),
        ("fetch_index.archives", Archives, "fetch_index: {archives: [\"*\"]", "fetch_index: {archives: [\"*.tgz\"]"),
        ("fetch_index.require", Archives, "require: [\"bin/*\"]", "require: [\"lib/*\"]"),
        ("fetch_index.mirrors", Archives, "mirrors: [\"https://mirror.example.org/\"]", "mirrors: [\"https://other.example.org/\"]"),
        ("all_platforms.archive", Archives, "all: {archive: all.tar.gz", "all: {archive: every.tar.gz"),
        ("all_platforms.shared", Archives, "shared: [\"include/*\"]", "shared: [LICENSE]"),
        ("git_hub.repository", Archives, "repository: octo/demo", "repository: octo/other"),
        ("git_hub.api", Archives, "https://api.github.com", "https://github.example.org/api/v3"),
        ("git_hub.tag", Archives, "tag: \"v{version}\"", "tag: \"{version}\""),
        ("formula.name", Archives, "name: hello", "name: bye"),
        ("formula.description", Archives, "description: A demo", "description: The demo"),
        ("formula.homepage", Archives, "https://example.org/hello", "https://example.org/bye"),
        ("formula.license", Archives, "license: BSD-3-Clause", "license: MIT"),
        ("formula.programs", Archives, "programs: [bin/hello]", "programs: [bin/bye]"),
        ("formula.archives", Archives, "archives: [\"*.zip\"]", "archives: [\"*-y.tgz\"]"),
        ("sources.archive", Archives, "archive: sources.tgz", "archive: source.tgz"),
        ("sources.checksums", Archives, "sources.tgz, checksums: [md5]", "sources.tgz, checksums: [sha256]"),
        ("sources.md5_name", Archives, "md5_name: \"{artifact}.md5\"}", "md5_name: \"{artifact}.md5.txt\"}"),
        ("wheels.distribution", Wheels, "distribution: \"{name}{suffix}\"", "distribution: \"other{suffix}\""),
        ("wheels.wheel", Wheels, "wheel: \"dist/*.whl\"", "wheel: \"out/*.whl\""),
        ("wheels.sdist", Wheels, "sdist: \"dist/*.tar.gz\"", "sdist: \"dist/nvx*.tar.gz\""),
        ("wheels.extensions", Wheels, "extensions: [nvx._nvx]", "extensions: [nvx._nvx, nvx._more]"),
        ("wheels.policies", Wheels, "c: manylinux_2_36", "c: manylinux_2_39"),
        ("wheels.repair", Wheels, "repair: false", "repair: true"),
        ("wheels.prefer", Wheels, "prefer: [b]", "prefer: [c]"),
        ("wheels.checksums", Wheels, "checksums: [sha256]", "checksums: [md5]"),
        ("wheels.runtime", Wheels, "runtime: runtime", "runtime: other"),
        ("wheels.interpreters", Wheels, "cp311: python3}", "cp311: python3.11}"),
        ("wheels.test", Wheels, "[python3, -m, nvx]", "[python3, -m, nvx.selftest]"),
    ];

    [Fact]
    public void Every_key_of_the_configuration_has_a_row_or_a_reason()
    {
        var rows = Changes.Select(change => change.Key).Concat(InNoKey.Keys).ToList();

        rows.ShouldBeUnique();
        rows.ShouldBe(KeysOf(typeof(ProjectConfig), []), ignoreOrder: true);
    }

    [Fact]
    public void What_changes_in_the_configuration_changes_the_key_of_a_step_or_of_dist() =>
        Changes
            .Select(change => (change.Key, Same: SameOrWhyNot(change.Project, change.From, change.To)))
            .Where(change => change.Same is not null)
            .ShouldBeEmpty();

    [Fact]
    public void The_reason_why_an_archive_is_not_started_is_in_dist_and_so_in_its_key()
    {
        const string smoke = "smoke: {bases: [b], run: [[./demo]], except: [\"*.so\"]}";

        Edited(Archives, smoke, "smoke: {skip: \"one reason\"}")
            .Plan()
            .Key.ShouldNotBe(Edited(Archives, smoke, "smoke: {skip: \"another reason\"}").Plan().Key);
    }

    [Fact]
    public void Every_step_of_a_plan_has_an_id_of_its_own_and_a_key()
    {
        foreach (var plan in new[] { Archives.Plan(), Wheels.Plan() })
        {
            plan.Steps.Select(step => $"{step.Task} {step.Id}").ShouldBeUnique();
            plan.Steps.ShouldAllBe(step => !step.Key.IsPending);
        }
    }

    private static PlanProject Edited(PlanProject project, string from, string to)
    {
        project.Yaml.ShouldContain(from);
        return project with { Yaml = project.Yaml.Replace(from, to, StringComparison.Ordinal) };
    }

    /// <summary>Null: another key. Or that all keys are the same, or what is wrong with the row itself.</summary>
    private static string? SameOrWhyNot(PlanProject project, string from, string to)
    {
        try
        {
            return Keys(project.Plan()).SequenceEqual(Keys(Edited(project, from, to).Plan()), StringComparer.Ordinal) ? "every key is the same" : null;
        }
        catch (SpringformException refusal)
        {
            return string.Join("; ", refusal.Problems);
        }
    }

    private static List<string> Keys(BuildPlan plan) => [.. plan.Steps.Select(step => $"{step.Task} {step.Id} {step.Key.Key}"), $"dist {plan.Key}"];

    /// <summary>recipe.args, for every key that holds a value and not a map of further keys.</summary>
    private static HashSet<string> KeysOf(Type record, HashSet<Type> seen)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (!seen.Add(record))
            return keys;
        foreach (var key in RecordShape.Of(record).Keys)
        {
            var inner = RecordShape.ItemOf(key.Type) ?? RecordShape.ValueOf(key.Type) ?? key.Type;
            if (inner.Namespace == record.Namespace && inner != typeof(CommandLine))
                keys.UnionWith(KeysOf(inner, seen));
            else
                keys.Add($"{NameOf(record)}.{key.Name}");
        }

        return keys;
    }

    private static string NameOf(Type record) => JsonNamingPolicy.SnakeCaseLower.ConvertName(record.Name.Replace("Config", "", StringComparison.Ordinal));
}
