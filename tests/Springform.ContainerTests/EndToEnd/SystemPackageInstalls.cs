using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>
/// A C program as .deb and .rpm: installed, upgraded from the version before the release, and removed, by dpkg in a container of Debian 12, and by rpm over a
/// root file system of its own, which holds a shell and a C library in a package that rpmbuild made.
/// </summary>
[Draw(2)]
[Collection(Examples.OneAtATime)]
public sealed class SystemPackageInstalls(Workshop workshop) : IAsyncLifetime
{
    private readonly string id = Guid.NewGuid().ToString("N")[..8];
    private GitProject? project;

    private string Container => $"packages-{id}";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        workshop.Require();
        project = new GitProject();
        project.File(
            "springform.yaml",
            $$"""
            name: greet
            version: 1.0.0-rc.1
            bases:
              bookworm: {image: "debian:bookworm", mirror: {suite: bookworm} }
            builder: {image: "packages-{{id}}:1", dockerfile: builder/Dockerfile}
            targets: {native: {{workshop.Platform}}}
            compile:
              - {run: [sh, build.sh], inputs: [build.sh, greet.c], outputs: [greet], env: {VERSION: "{version}"} }
            smoke: {bases: [bookworm], run: [[usr/bin/greet]]}
            packages:
              - system_package:
                  maintainer: Ann Smith <ann@example.org>
                  summary: says which version it is
                  license: MIT
                  scripts: {pre_install: log.sh, post_install: log.sh, pre_remove: log.sh, post_remove: log.sh}
                files:
                  - {from: greet, to: usr/bin/}
                  - {from: greet.conf, to: etc/greet/, mode: "0640", config: true}
                  - {from: copyright, to: usr/share/doc/greet/, formats: [deb]}

            """
        );
        project.File(
            "builder/Dockerfile",
            "FROM debian:bookworm\nRUN apt-get update -q && apt-get install -qy --no-install-recommends gcc libc6-dev rpm && rm -rf /var/lib/apt/lists/*\n"
        );
        project.File("build.sh", "gcc -O1 -DVERSION=\\\"$VERSION\\\" -o greet greet.c\n");
        project.File("greet.c", "#include <stdio.h>\nint main(void) { puts(VERSION); return 0; }\n");
        project.File("greet.conf", "loud = no\n");
        project.File("copyright", "MIT\n");
        project.File("log.sh", "#!/bin/sh\nset -e\necho \"$*\" >>/var/calls\n");
        project.File(".gitignore", ".springform/\ndist/\n");
        project.Commit();
        project.Run().Ends(0).Says("2 archives");
        var first = project.Beside("first");
        Directory.Move(project.PathOf("dist"), first);
        project.Replace("springform.yaml", "version: 1.0.0-rc.1", "version: 1.0.0");
        project.Commit();
        project.Run().Ends(0);
        await workshop.DockerAsync("run", "--detach", "--init", "--name", Container, $"packages-{id}:1", "sleep", "infinity");
        await workshop.DockerAsync("cp", first, $"{Container}:/first");
        await workshop.DockerAsync("cp", project.PathOf("dist"), $"{Container}:/second");
    }

    public async ValueTask DisposeAsync()
    {
        if (project is null)
            return;
        await workshop.DockerAsync("rm", "--force", Container);
        await workshop.RemoveImagesAsync(image =>
            image.Contains(id, StringComparison.Ordinal) || image.StartsWith("localhost/springform/greet/", StringComparison.Ordinal)
        );
        project.Dispose();
    }

    [Fact]
    public async Task Dpkg_and_rpm_install_upgrade_and_remove_them()
    {
        await ShellAsync("dpkg --install /first/greet_1.0.0-rc.1-1_amd64.deb");
        (await ShellAsync("greet; stat -c '%a %U' /etc/greet/greet.conf; dpkg --verify greet")).ShouldBe(["1.0.0-rc.1", "640 root"]);
        await ShellAsync("echo 'loud = yes' >/etc/greet/greet.conf; dpkg --install /second/greet_1.0.0-1_amd64.deb");
        (await ShellAsync("greet; cat /etc/greet/greet.conf; dpkg-query -W -f '${Version} ${Depends}\\n' greet")).ShouldBe([
            "1.0.0",
            "loud = yes",
            "1.0.0-1 libc6 (>= 2.34)",
        ]);
        (
            await ShellAsync(
                "dpkg --remove greet >/dev/null; test -e /etc/greet/greet.conf; dpkg --purge greet >/dev/null; "
                    + "ls -d /etc/greet /usr/bin/greet 2>&1 | wc -l; cat /var/calls"
            )
        ).ShouldBe(
            [
                "2",
                "install",
                "configure ",
                "upgrade 1.0.0-1",
                "upgrade 1.0.0~rc.1-1 1.0.0-1",
                "upgrade 1.0.0-1",
                "configure 1.0.0~rc.1-1",
                "remove",
                "remove",
                "purge",
            ],
            ignoreOrder: true
        );

        await ShellAsync(
            """
            mkdir -p /stub/lib64 /stub/lib/x86_64-linux-gnu /stub/bin /stub/var
            cp /bin/sh /stub/bin/; cp /lib64/ld-linux-x86-64.so.2 /stub/lib64/; cp /lib/x86_64-linux-gnu/libc.so.6 /stub/lib/x86_64-linux-gnu/
            printf '%s\n' 'Name: stub' 'Version: 1' 'Release: 1' 'Summary: a shell and a C library' 'License: none' 'AutoReqProv: no' \
              'Provides: libc.so.6(GLIBC_2.34)(64bit)' '%description' 'stub' '%install' 'cp -a /stub/. %{buildroot}' '%files' \
              '/bin/sh' '/lib64/*' '/lib/x86_64-linux-gnu/*' '%dir /var' >/stub.spec
            rpmbuild -bb --define '_rpmdir /stubs' --define '_build_id_links none' --define '__os_install_post %{nil}' /stub.spec >/dev/null 2>&1
            rpm --root /r --initdb
            """
        );
        await ShellAsync("rpm --root /r --install /stubs/x86_64/stub-1-1.x86_64.rpm /first/greet-1.0.0-rc.1-1.x86_64.rpm");
        (await ShellAsync("chroot /r /usr/bin/greet; stat -c %a /r/etc/greet/greet.conf; rpm --root /r --verify greet")).ShouldBe(["1.0.0-rc.1", "640"]);
        await ShellAsync("echo 'loud = yes' >/r/etc/greet/greet.conf; rpm --root /r --upgrade /second/greet-1.0.0-1.x86_64.rpm");
        (await ShellAsync("chroot /r /usr/bin/greet; cat /r/etc/greet/greet.conf; rpm --root /r --query greet")).ShouldBe([
            "1.0.0",
            "loud = yes",
            "greet-1.0.0-1.x86_64",
        ]);
        (await ShellAsync("rpm --root /r --erase greet 2>/dev/null; test ! -e /r/usr/bin/greet; cat /r/var/calls")).ShouldBe([
            "1",
            "1",
            "2",
            "2",
            "1",
            "1",
            "0",
            "0",
        ]);
    }

    private Task<string[]> ShellAsync(string script) => workshop.DockerAsync("exec", Container, "sh", "-ec", script);
}
