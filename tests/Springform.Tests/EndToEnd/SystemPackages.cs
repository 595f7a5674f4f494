using Springform.Archives;
using Springform.Archives.Packages;
using Springform.Errors;
using Springform.Tests.Abi;
using Springform.Tests.Archives;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// Packages for dpkg and rpm from springform.yaml, looked at by dpkg-deb and rpm themselves. The project is of plain files: no engine is called.
/// </summary>
public sealed class SystemPackages : IDisposable
{
    private const string Deb = "dist/daemon_1.2.0-1_amd64.deb";
    private const string Rpm = "dist/daemon-1.2.0-1.x86_64.rpm";

    private readonly GitProject project = new();

    public SystemPackages()
    {
        project.File(
            "springform.yaml",
            """
            name: daemon
            version: 1.2.0
            targets: {x86_64: linux/amd64}
            smoke: {skip: "nothing here starts"}
            packages:
              - system_package:
                  maintainer: Ann Smith <ann@example.org>
                  summary: A daemon
                  description: |
                    It waits.

                    Then it ends.
                  license: MIT
                  homepage: https://example.org/
                  section: net
                  depends: [adduser, "zlib1g >= 1.2", "rpm:zlib"]
                  conflicts: ["daemon-old < 1.0"]
                  scripts: {post_install: packaging/postinst, pre_remove: packaging/prerm}
                files:
                  - {from: daemon, to: usr/bin/}
                  - {from: link, to: usr/bin/daemond}
                  - {from: daemon.conf, to: etc/daemon/, mode: "0640", owner: "root:adm", config: true}
                  - {from: rpm.conf, to: etc/daemon/extra.conf, formats: [rpm]}
                checksums: [md5]

            """
        );
        new SyntheticElf { Needed = ["libc.so.6"], Imports = ["old@GLIBC_2.2.5", "later@GLIBC_2.28"] }.Write(project.PathOf("daemon"));
        File.CreateSymbolicLink(project.PathOf("link"), "daemon");
        project.File("daemon.conf", "port = 1\n");
        project.File("rpm.conf", "rpm\n");
        project.File("packaging/postinst", "#!/bin/sh\nset -e\n");
        project.File("packaging/prerm", "#!/bin/sh\nset -e\n");
        project.File(".gitignore", ".springform/\ndist/\n");
        project.Commit();
    }

    public void Dispose() => project.Dispose();

    [Fact]
    public void Dpkg_reads_the_fields_the_files_and_the_scripts()
    {
        RealTool.Need("dpkg-deb");
        Dist();

        RealTool
            .Run("dpkg-deb", "--field", project.PathOf(Deb))
            .ShouldBe(
                """
                Package: daemon
                Version: 1.2.0-1
                Architecture: amd64
                Maintainer: Ann Smith <ann@example.org>
                Installed-Size: 3
                Depends: libc6 (>= 2.28), adduser, zlib1g (>= 1.2)
                Conflicts: daemon-old (<< 1.0)
                Section: net
                Priority: optional
                Homepage: https://example.org/
                Description: A daemon
                 It waits.
                 .
                 Then it ends.

                """
            );
        var files = RealTool.Run("dpkg-deb", "--contents", project.PathOf(Deb));
        files.ShouldContain("-rw-r----- root/adm ");
        files.ShouldContain("usr/bin/daemond -> daemon");
        files.ShouldContain("usr/share/doc/daemon/changelog.Debian.gz");
        files.ShouldNotContain("extra.conf");
        RealTool.Run("dpkg-deb", "--info", project.PathOf(Deb), "conffiles").ShouldBe("/etc/daemon/daemon.conf\n");
        RealTool.Run("dpkg-deb", "--info", project.PathOf(Deb), "postinst").ShouldBe("#!/bin/sh\nset -e\n");
        var unpacked = project.Beside("unpacked");
        RealTool.Run("dpkg-deb", "--raw-extract", project.PathOf(Deb), unpacked);
        Command.Run(unpacked, ["md5sum", "--check", "--strict", "DEBIAN/md5sums"]).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Rpm_verifies_the_digests_and_reads_the_same()
    {
        RealTool.Need("rpm");
        Dist();

        RealTool.Run("rpm", "--checksig", "--verbose", project.PathOf(Rpm)).ShouldNotContain("BAD");
        Query("%{NAME}|%{EVR}|%{ARCH}|%{LICENSE}|%{URL}|%{SUMMARY}|%{PACKAGER}")
            .ShouldBe("daemon|1.2.0-1|x86_64|MIT|https://example.org/|A daemon|Ann Smith <ann@example.org>");
        Query("%{DESCRIPTION}").ShouldBe("It waits.\n\nThen it ends.");
        Query("[%{FILENAMES} %{FILEMODES:perms} %{FILEUSERNAME}:%{FILEGROUPNAME} %{FILEFLAGS:fflags} %{FILELINKTOS}\n]")
            .ShouldBe(
                """
                /etc/daemon drwxr-xr-x root:root  
                /etc/daemon/daemon.conf -rw-r----- root:adm cn 
                /etc/daemon/extra.conf -rw-r--r-- root:root  
                /usr/bin/daemon -rw-r--r-- root:root  
                /usr/bin/daemond lrwxrwxrwx root:root  daemon

                """
            );
        var required = RealTool.Run("rpm", "--query", "--package", "--requires", project.PathOf(Rpm)).Split('\n');
        required.ShouldContain("libc.so.6(GLIBC_2.28)(64bit)");
        required.ShouldContain("zlib1g >= 1.2");
        required.ShouldContain("zlib");
        required.ShouldContain("/bin/sh");
        RealTool.Run("rpm", "--query", "--package", "--conflicts", project.PathOf(Rpm)).ShouldBe("daemon-old < 1.0\n");
        RealTool.Run("rpm", "--query", "--package", "--scripts", project.PathOf(Rpm)).ShouldContain("postinstall scriptlet (using /bin/sh):\n#!/bin/sh");

        string Query(string format) => RealTool.Run("rpm", "--query", "--package", "--queryformat", format, project.PathOf(Rpm));
    }

    [Fact]
    public void They_are_artifacts_like_others_and_a_changed_script_or_field_makes_them_anew()
    {
        Dist();
        var first = Hash(Deb) + Hash(Rpm);
        Command.Run(project.PathOf("dist"), ["sha256sum", "--check", "--strict", "checksums.txt"]).ExitCode.ShouldBe(0);
        project.Text("dist/abi.json").ShouldContain("\"floor\": \"glibc 2.28\"");
        Run().Ends(0).Says("nothing to do");

        Directory.Delete(project.PathOf("dist"), recursive: true);
        Dist();
        (Hash(Deb) + Hash(Rpm)).ShouldBe(first);

        project.Replace("springform.yaml", "summary: A daemon", "summary: One daemon");
        Dist();
        var second = Hash(Deb) + Hash(Rpm);
        second.ShouldNotBe(first);
        project.File("packaging/prerm", "#!/bin/sh\n");
        Dist();
        (Hash(Deb) + Hash(Rpm)).ShouldNotBe(second);
    }

    [Fact]
    public void A_version_is_stamped_into_a_package_and_not_into_the_work_tree()
    {
        RealTool.Need("dpkg-deb");
        project.Replace(
            "springform.yaml",
            "      - {from: link, to",
            "      - {text: \"{version} of {arch}\\n\", to: usr/share/daemon/VERSION, mode: \"0600\"}\n      - {from: link, to"
        );
        Dist();

        var unpacked = project.Beside("unpacked");
        RealTool.Run("dpkg-deb", "--extract", project.PathOf(Deb), unpacked);
        File.ReadAllText(Path.Combine(unpacked, "usr/share/daemon/VERSION")).ShouldBe("1.2.0 of amd64\n");
        RealTool.Run("dpkg-deb", "--contents", project.PathOf(Deb)).ShouldContain("-rw------- root/root        15 ");
        project.Git("status", "--porcelain").ShouldBe(" M springform.yaml\n");
        var first = Hash(Deb);
        Directory.Delete(project.PathOf("dist"), recursive: true);
        Dist();
        Hash(Deb).ShouldBe(first);
    }

    [Fact]
    public void A_version_before_a_release_sorts_before_it()
    {
        RealTool.Need("dpkg-deb");
        project.Replace("springform.yaml", "version: 1.2.0", "version: 1.2.0-rc.1");
        Dist();

        RealTool.Run("dpkg-deb", "--field", project.PathOf("dist/daemon_1.2.0-rc.1-1_amd64.deb"), "Version").ShouldBe("1.2.0~rc.1-1\n");
        RealTool.Run("dpkg", "--compare-versions", "1.2.0~rc.1-1", "lt", "1.2.0-1").ShouldBeEmpty();
    }

    [Fact]
    public void A_build_of_a_channel_sorts_by_its_time_and_its_release_upgrades_it()
    {
        RealTool.Need("dpkg-deb");
        RealTool.Need("rpm");
        project.Replace("springform.yaml", "version: 1.2.0", "version: 1.2.0-dev.4");
        Run("--channel=nightly").Ends(0);

        var deb = Path.GetFileName(Directory.GetFiles(project.PathOf("dist"), "*.deb").ShouldHaveSingleItem());
        var version = RealTool.Run("dpkg-deb", "--field", project.PathOf($"dist/{deb}"), "Version").Trim();
        version.ShouldMatch("^1\\.2\\.0~n20[0-9]{10}\\.[0-9a-f]{7}-1$");
        deb.ShouldBe($"daemon_{version.Replace('~', '-')}_amd64.deb");
        RealTool.Run("dpkg", "--compare-versions", version, "lt", "1.2.0-1").ShouldBeEmpty();
        RealTool.Run("dpkg", "--compare-versions", version, "gt", "1.1.9-1").ShouldBeEmpty();
        RealTool.Run("dpkg", "--compare-versions", version, "gt", "1.2.0~n200001010000.fffffff-1").ShouldBeEmpty();

        var rpm = Directory.GetFiles(project.PathOf("dist"), "*.rpm").ShouldHaveSingleItem();
        var evr = RealTool.Run("rpm", "--query", "--package", "--queryformat", "%{EVR}", rpm);
        evr.ShouldBe(version);
        RealTool.Run("rpm", "--eval", $"%{{lua: print(rpm.vercmp('{evr}', '1.2.0-1'))}}").ShouldBe("-1\n");

        Run("--channel=stable").Ends(0);
        RealTool.Run("dpkg-deb", "--field", project.PathOf("dist/daemon_1.2.0-dev.4-1_amd64.deb"), "Version").ShouldBe("1.2.0~dev.4-1\n");
    }

    [Fact]
    public void All_that_no_package_can_have_is_said_at_once()
    {
        project.Replace("springform.yaml", "Ann Smith <ann@example.org>", "Ann");
        project.Replace("springform.yaml", "mode: \"0640\"", "mode: \"rw\"");
        project.Replace("springform.yaml", "\"daemon-old < 1.0\"", "\"daemon old\"");
        project.Replace(
            "springform.yaml",
            "    checksums: [md5]",
            "    checksums: [md5]\n    root: x\n  - {archive: plain.tgz, files: [{from: daemon, owner: ann}]}"
        );
        project.Replace("springform.yaml", "  - {archive: plain.tgz", "  - {archive: plain.deb, files: [daemon]}\n  - {archive: plain.tgz");

        Run()
            .Ends(2)
            .Says(
                "is 'Ann', which is no name with an address",
                "is 'rw', which is no mode",
                "'daemon old' in packages[0].system_package.conflicts names no package",
                "packages[0] has root beside system_package",
                "has mode, owner, config or formats, and packages[2] is an archive that cannot hold them",
                "say what it is under system_package:"
            );
    }

    [Fact]
    public void A_target_that_is_not_linux_and_a_script_that_is_not_there_are_refused()
    {
        project.Replace("springform.yaml", "targets: {x86_64: linux/amd64}", "targets: {x86_64: linux/amd64, mac: darwin/arm64}");
        Run().Ends(2).Says("a system package is for Linux, and the target mac is for darwin/arm64", "limit the package with targets:");

        project.Replace("springform.yaml", ", mac: darwin/arm64", "");
        project.Replace("springform.yaml", "packaging/prerm", "packaging/none");
        Run().Ends(2).Says("E105", "'packaging/none' in packages[0].system_package.scripts matches no file");
    }

    [Fact]
    public async Task What_is_written_is_read_back_by_our_own_reader()
    {
        Dist();
        foreach (var archive in new[] { Deb, Rpm })
        {
            var unpacked = project.Beside(Path.GetFileName(archive));
            await new ArchiveReader(new ArchiveLimits()).ExtractToAsync(project.PathOf(archive), unpacked, TestContext.Current.CancellationToken);
            (await File.ReadAllBytesAsync(Path.Combine(unpacked, "usr/bin/daemon"), TestContext.Current.CancellationToken)).ShouldBe(
                await File.ReadAllBytesAsync(project.PathOf("daemon"), TestContext.Current.CancellationToken)
            );
            new FileInfo(Path.Combine(unpacked, "usr/bin/daemond")).LinkTarget.ShouldBe("daemon");
        }
    }

    [Fact]
    public async Task What_is_damaged_is_refused_and_never_written_outside()
    {
        Dist();
        var random = Campaign.Numbers(out var seed);
        foreach (var archive in new[] { Deb, Rpm })
        {
            var whole = await File.ReadAllBytesAsync(project.PathOf(archive), TestContext.Current.CancellationToken);
            var refused = 0;
            for (var number = 0; number < Campaign.Times(sample: 100, whole: 2_000); number++)
            {
                var bytes = whole[..(random.Next(3) == 0 ? random.Next(whole.Length) : whole.Length)];
                for (var count = random.Next(1, 4); count > 0 && bytes.Length > 0; count--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                var place = project.Beside("damaged");
                Directory.CreateDirectory(place);
                await File.WriteAllBytesAsync(Path.Combine(place, "archive"), bytes, TestContext.Current.CancellationToken);
                try
                {
                    if (archive == Rpm)
                        RpmSignature.Read(Path.Combine(place, "archive"));
                    await new ArchiveReader().ExtractToAsync(
                        Path.Combine(place, "archive"),
                        Path.Combine(place, "tree"),
                        TestContext.Current.CancellationToken
                    );
                }
                catch (SpringformException refusal) when (refusal.ExitCode == ExitCode.Verification)
                {
                    refused++;
                }

                Directory.GetFileSystemEntries(place).Select(Path.GetFileName).Except(["archive", "tree"]).ShouldBeEmpty($"seed {seed}, {archive}, {number}");
                Directory.Delete(place, recursive: true);
            }

            refused.ShouldBeGreaterThan(0, $"seed {seed}, {archive}");
        }
    }

    private void Dist() => Run().Ends(0);

    private CliResult Run(params string[] more) => project.Run(["--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", .. more]);

    private string Hash(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(project.PathOf(path))));
}
