using Springform.Config;
using Springform.Errors;

namespace Springform.Tests.Config;

public sealed class ConfigValidatorTests
{
    private const string Builder = "builder: {image: demo-builder, dockerfile: builder/Dockerfile}\n";
    private const string Targets = "targets: {x86_64: linux/amd64}\n";
    private const string Head = "name: demo\n" + Targets + Builder;

    [Fact]
    public void Names_and_versions_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                "name: Demo Project",
                "name: ''",
                "name: demo\nversion: one",
                "name: demo\nversion: 01.2.3",
                "name: demo\nversion: 1.2.3-rc.1+build.5",
                "name: demo\nversion: {tag: false}",
                "name: demo\nversion: {tag: true, file: version.txt}",
                "name: demo\nversion: {file: VERSION}",
                "name: demo\nversion: {file: /etc/version}",
                "name: demo\nbases: {-x: 'debian:bookworm', 'a b': 'debian:trixie'}",
                "name: demo\ntargets: {../x: linux/amd64}"
            )
        );

    [Fact]
    public void References_between_sections_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                "name: demo\nbases: {bookworm: 'debian:bookworm'}\ntargets: {a: {platform: linux/amd64, base: bookwrom}}",
                "name: demo\ntargets: {a: {platform: linux/amd64, base: bookworm}}",
                "name: demo\nbases: {bookworm: 5, trixie: }\ntargets: {a: {platform: linux/amd64, base: trixie}}",
                "name: demo\nbases: [debian]\ntargets: {a: {platform: linux/amd64, base: bookworm}}",
                "name: demo\nbases: {bookworm: 'debian:bookworm'}\ntools: {image: t, base: bookworn, recipes: {fio: tools/fio}}",
                "name: demo\nsmoke: {bases: [bookworm], run: [./demo]}",
                "name: demo\ntargets: {a: linux/amd64}\nsmoke: [./demo]",
                "name: demo\nbases: {a: 'debian:bookworm'}\ntargets: {a: linux/amd64}\nsmoke: [./demo]",
                "name: demo\nbases: {a: 'debian:bookworm', b: 'debian:trixie'}\ntargets: {a: {platform: linux/amd64, base: a}, b: linux/amd64}\n"
                    + "smoke: [./demo]",
                "name: demo\ncompile: [{run: make, outputs: [demo]}]",
                "name: demo\npackages: [{archive: demo.tgz, files: [demo]}]",
                "name: demo\ntargets: {}",
                Head + "packages: [{archive: '{name}.tgz', files: ['tools:']}]",
                Head + "tools: {image: t, recipes: {fio: tools/fio}}\npackages: [{archive: '{name}.tgz', files: ['tools:foi', 'tools:fio']}]",
                Head + "packages: [{archive: '{name}.tgz', files: [demo], targets: [x86-64, 'x86*', arm*]}]"
            )
        );

    [Fact]
    public void A_text_that_a_package_holds_is_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                Head + "packages: [{archive: '{name}.tgz', files: [{text: '{version}', to: doc/VERSION}]}]",
                Head + "packages: [{archive: '{name}.tgz', files: [{text: '{version}'}]}]",
                Head + "packages: [{archive: '{name}.tgz', files: [{text: '{version}', to: doc/}]}]",
                Head + "packages: [{archive: '{name}.tgz', files: [{text: '{version}', to: ./}]}]",
                Head + "packages: [{archive: '{name}.tgz', files: [{text: '{version}', from: demo, to: VERSION}]}]",
                Head + "packages: [{archive: '{name}.tgz', files: [{text: '{verison} {artifact}', to: ../VERSION}]}]",
                Head + "packages: [{archive: '{name}.tgz', files: [{to: VERSION}, {text: [], to: VERSION}]}]"
            )
        );

    [Fact]
    public void Abi_policies_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                Head + "abi: glibc 2.31",
                Head + "abi: glibc",
                Head + "abi: manylinx_2_28",
                Head + "abi: {libraries: [libz.so.1]}",
                Head + "abi: {policy: 'glibc 2.31, gcc ten', libraries: [], exceptions: ['a/*', 'a/*', '']}",
                "name: demo\n" + Builder + "targets: {x86_64: {platform: linux/amd64, abi: statik}}",
                "name: demo\n"
                    + Builder
                    + "bases: {b: 'debian:bookworm'}\nmatrix: {base: [b], platform: [linux/amd64], include: [{base: b, abi: {policy: musk}}]}"
            )
        );

    [Fact]
    public void Platforms_and_images_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                "name: demo\nbuild_platform: x86_64",
                "name: demo\nbuild_platform: linux/arm64/v8",
                "name: demo\nbuild_platform: windows/amd64",
                "name: demo\nbases: {a: 'Debian:bookworm', b: 'debian:', c: 'ghcr.io/owner/image@sha256:12', d: 'localhost:5000/a/b:c', e: debian}",
                "name: demo\nbases: {a: {image: 'debian:sid', mirror: {suite: Sid, packages: [gcc, '--help']}}}",
                "name: demo\ntools: {image: 'Tools', platforms: [linux/amd64, linux/amd64], recipes: {fio: {context: tools/fio, platforms: [linux/arm64]}}}",
                "name: demo\ntools: {image: t, platforms: [], recipes: {}}",
                "name: demo\ncache: {registry: 'ghcr.io/owner/cache:latest'}",
                "name: demo\nbuilder: {image: b, dockerfile: builder/Dockerfile, stage: 'a b', args: {1X: y, TOOLS_IMAGE: z}}"
            )
        );

    [Fact]
    public void Targets_of_other_systems_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                "name: demo\ntargets: {w: windows/amd64, m: macos/arm64, l: windows/arm64}",
                "name: demo\n" + Builder + "targets: {w: windows/amd64, d: {platform: darwin/arm64, build_platform: linux/amd64}}",
                "name: demo\nbuild_platform: linux/amd64\n" + Builder + "abi: glibc 2.31\ntargets: {w: windows/amd64, x: linux/amd64}",
                "name: demo\nbases: {a: 'debian:bookworm'}\ntargets: {w: {platform: windows/amd64, abi: static, smoke: {bases: [a], run: [./demo]}}}",
                "name: demo\nbases: {a: 'debian:bookworm'}\nsmoke: [./demo]\ntargets: {w: windows/amd64, d: darwin/amd64}",
                "name: demo\nbuild_platform: darwin/arm64\ntargets: {d: {platform: darwin/arm64, build_platform: windows/amd64}}",
                "name: demo\ntools: {image: t, platforms: [linux/amd64, windows/amd64], recipes: {fio: tools/fio}}",
                "name: demo\nbases: {a: 'debian:bookworm'}\n"
                    + Builder
                    + "matrix: {base: [a], platform: [linux/amd64, windows/amd64], include: [{platform: windows/amd64, abi: static}]}",
                "name: demo\nbases: {a: 'debian:bookworm'}\nbuild_platform: linux/amd64\n"
                    + Builder
                    + "matrix: {base: [a], platform: [darwin/arm64], variant: {cp311: {}}}\nwheels: {wheel: '*.whl', policies: {a: manylinux_2_36}}",
                "name: demo\nbuild_platform: linux/amd64\n"
                    + Builder
                    + "abi: {policy: glibc 2.31, libraries: [libc.so.6]}\ntargets: {w: windows/amd64, x: linux/amd64}\n"
                    + "packages: [{archive: '{target}.tgz', files: [x], repair: true}]"
            )
        );

    [Fact]
    public void Files_and_globs_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                "name: demo\nbuilder: {image: b, dockerfile: Dockerfile}",
                "name: demo\nbuilder: {image: b, dockerfile: ../Dockerfile}",
                "name: demo\ntools: {image: t, recipes: {fio: tools/foi, perf: {context: tools/fio, dockerfile: Containerfile}}}",
                "name: demo\n"
                    + "builder: {image: b, dockerfile: builder/Dockerfile, context: [/etc, a/../b, 'a\\b', ./a, a//b, '', '*.{c,h}', '**.go', 'x?', '!y', "
                    + "'!!y', 'C:/x', '~/x', src/, '**/*.go']}",
                Head + "compile: [{run: make, outputs: []}, {run: make, inputs: [], outputs: ['out/**']}]"
            )
        );

    [Fact]
    public void Commands_and_their_environment_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                Head + "test: [./demo, --version]",
                Head + "compile: [{run: [make], outputs: [demo], env: {A-B: x, V: '{verson}', T: '{target}', H: '${HOME} {\"a\": 1} {{name}}'}}]",
                Head + "compile: [{run: [make], outputs: [demo], once: true, env: {T: '{target}', V: '{version}'}}]",
                "name: demo\ntargets: {a: {platform: linux/amd64, env: {TOKEN: x}}}\n"
                    + Builder
                    + "compile: [{run: [make], outputs: [demo], secrets: [TOKEN, 'A B', KEY], env: {KEY: y}}]",
                Head + "compile: [{run: [make], outputs: [demo], caches: {go: /root/.cache, bad: root, worse: /a/../b, root: /}}]",
                Head + "compile: [{run: [make], outputs: [demo], tracked: true}]"
            )
        );

    [Fact]
    public void Packages_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                Head + "packages: [{archive: '{name}.rar', files: [demo]}, {archive: .tgz, files: [demo]}, {archive: a/b.zip, files: [demo]}]",
                Head + "packages: [{archive: '{nam}-{artifact}-{machine}.tgz', files: [demo]}]",
                Head
                    + "packages: [{archive: a.tgz, files: []}, {archive: b.tar.zst, files: [{from: demo, to: ../x}, {from: demo, to: 'x*'}], "
                    + "root: /opt}, {archive: c.zip, files: [{from: demo, to: ./}, {from: demo, to: ./x}]}]",
                Head + "packages: [{archive: a.tgz, files: [demo], checksums: [md5, md5], md5_name: checksums.txt}]",
                "name: demo\nsources: {archive: manifest.json, md5_name: '{artifact}-{target}.md5'}",
                "name: demo\nsources: {archive: '{name}-{version}-source.tar.gz'}"
            )
        );

    [Fact]
    public void A_release_is_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                "name: demo\nrelease: {}",
                "name: demo\nrelease: {github: {repository: 'https://github.com/octo/hello'}}",
                "name: demo\nrelease: {github: {api: 'http://github.example.com/api/v3'}}",
                "name: demo\nrelease: {github: {api: 'https://user:password@github.example.com/api/v3'}}",
                "name: demo\nrelease: {github: {tag: '{target}-{version}', title: '', milestone: '{verison}'}}",
                "name: demo\nrelease: {github: {notes: changelog}}",
                "name: demo\nrelease: {github: {notes: {from: github, file: NOTES.md}}}",
                "name: demo\nrelease: {github: {channels: {nightly: {branch: '', keep: 0}, development: {keep: -1}}}}",
                "name: demo\nrelease: {github: {channels: {nightly: {keep: '3'}, weekly: {keep: 3}}}}",
                "name: demo\nrelease: {github: {channels: {nightly: {keep: [3]}, development: {keep: 99999999999}}, status: maybe}}"
            )
        );

    [Fact]
    public void A_matrix_is_checked()
    {
        const string Bases = "name: demo\nbases: {a: 'debian:bookworm', b: 'debian:trixie'}\n";
        Golden.Matches(
            YamlProject.Transcript(
                Bases + "targets: {x: linux/amd64}\nmatrix: {base: [a], platform: [linux/amd64]}",
                Bases + "matrix: {base: [a, c, a], platform: [linux/amd64, arm64]}",
                Bases + "matrix: {base: [], platform: [linux/amd64]}",
                Bases + "matrix: {base: [a], platform: [linux/amd64], exclude: [{base: b}, {variant: x}, {platform: linux/arm64}, {}]}",
                Bases + "matrix: {base: [a], platform: [linux/amd64], exclude: [{base: a}]}",
                Bases + "matrix: {base: [a, b], platform: [linux/amd64], exclude: [{base: a}], include: [{base: a, suffix: -x}]}",
                Bases + "matrix: {base: [a], platform: [linux/amd64], variant: {debug: {suffix: '/x', env: {V: '{vriant}'}}}}"
            )
        );
    }

    [Fact]
    public void A_matrix_makes_targets_by_name()
    {
        var config = YamlProject
            .Read(
                """
                name: demo
                bases: {debian12: "debian:bookworm", debian13: "debian:trixie"}
                matrix:
                  base: [debian12, debian13]
                  platform: [linux/amd64, linux/arm/v7]
                  variant: {release: {}, debug: {suffix: -debug, env: {DEBUG: 1}}}
                  exclude: [{base: debian13, platform: linux/arm/v7}]
                  include: [{base: debian12, variant: debug, env: {DEBUG: 2, OLD: 1}, test: [make check]}]
                """
            )
            .Config;

        var targets = ConfiguredTargets.Of(config);

        targets.Keys.ShouldBe([
            "debian12-amd64-release",
            "debian12-amd64-debug",
            "debian12-armv7-release",
            "debian12-armv7-debug",
            "debian13-amd64-release",
            "debian13-amd64-debug",
        ]);
        var debug = targets["debian12-armv7-debug"];
        debug.Suffix.ShouldBe("-debug");
        debug.Env.ShouldBe(new Dictionary<string, string> { ["DEBUG"] = "2", ["OLD"] = "1" });
        debug.Test!.Count.ShouldBe(1);
        targets["debian13-amd64-debug"].Env["DEBUG"].ShouldBe("1");
    }

    [Fact]
    public void A_matrix_of_millions_is_refused_without_making_it()
    {
        var many = string.Join(',', Enumerable.Range(0, 5000).Select(index => $"b{index}"));
        var bases = string.Concat(Enumerable.Range(0, 5000).Select(index => $"  b{index}: debian\n"));
        var variants = string.Join(',', Enumerable.Range(0, 5000).Select(index => $"v{index}: {{}}"));

        YamlProject
            .Problem($"name: demo\nbases:\n{bases}matrix: {{base: [{many}], platform: [linux/amd64], variant: {{{variants}}}}}\n")
            .What.ShouldBe("matrix makes more than 10000 combinations");
    }

    [Fact]
    public void A_missing_dockerfile_is_exit_2_with_its_place()
    {
        var error = Should.Throw<SpringformException>(() => YamlProject.Read("name: demo\nbuilder: {image: b, dockerfile: builder/Dockerfile}\n"));

        error.ExitCode.ShouldBe(ExitCode.Configuration);
        error.Problems[0].Code.ShouldBe(ErrorCode.MissingFile);
        error.Problems[0].Where.ShouldBe("springform.yaml:2:33");
    }
}
