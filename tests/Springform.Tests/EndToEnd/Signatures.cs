using Springform.Tests.Archives;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// --target=Sign and --target=Verify, with the programs that users have: gpg, minisign, rpm and commands of their own. The project is of plain files: no engine
/// is called.
/// </summary>
public sealed class Signatures : IClassFixture<SigningKeys>, IDisposable
{
    private const string Rpm = "dist/signed-1.0.0-1.x86_64.rpm";
    private const string Deb = "dist/signed_1.0.0-1_amd64.deb";

    private readonly GitProject project = new();
    private readonly SigningKeys keys;

    public Signatures(SigningKeys keys)
    {
        this.keys = keys;
        foreach (var key in new[] { "ann.asc", "bob.asc", "old.asc", "mini.pub" })
            project.File($"keys/{key}", keys.Text(key));
        project.File("text", "hello\n");
        project.File(".gitignore", ".springform/\ndist/\n");
        Declare(
            """
              - gpg: {public_key: keys/ann.asc, rpm: true}
                files: [checksums.txt, "*.tgz"]
            """
        );
    }

    public void Dispose() => project.Dispose();

    [Fact]
    public void The_programs_themselves_take_what_was_signed_and_a_second_run_needs_no_key()
    {
        Declare(
            """
              - gpg: {public_key: keys/ann.asc, rpm: true}
                files: [checksums.txt, "*.tgz"]
              - minisign: keys/mini.pub
              - command:
                  sign: 'sha512sum < "$FILE" > "$SIGNATURE"'
                  verify: 'sha512sum < "$FILE" | cmp - "$SIGNATURE"'
                  suffix: .sum
            """
        );
        Sign("--target=Sign", $"MINISIGN_SECRET_KEY={keys.PathOf("mini.key")}")
            .Ends(0)
            .Says("3 keys can sign", "5 signatures made")
            .SaysNot(SigningKeys.Passphrase);

        RealTool.Run("gpg", "--homedir", keys.Ring("ann"), "--verify", project.PathOf("dist/checksums.txt.asc"), project.PathOf("dist/checksums.txt"));
        RealTool.Run("gpg", "--homedir", keys.Ring("ann"), "--verify", project.PathOf("dist/signed-x86_64.tgz.asc"), project.PathOf("dist/signed-x86_64.tgz"));
        RealTool
            .Run("minisign", "-V", "-p", project.PathOf("keys/mini.pub"), "-m", project.PathOf("dist/checksums.txt"))
            .ShouldContain("Trusted comment: signed 1.0.0 checksums.txt");
        Command.Run(project.PathOf("dist"), ["sha256sum", "--check", "--strict", "checksums.txt"]).ExitCode.ShouldBe(0);
        Run("--target=Verify").Ends(0).Says("5 signatures verified");
        Run("--target=Dist").Ends(0).Says("nothing to do");
        Run("--target=Sign").Ends(0).Says("nothing to do: 5 signatures verified").SaysNot("can sign");

        project.File("text", "hello again\n");
        Run("--target=Dist").Ends(0);
        File.Exists(project.PathOf("dist/checksums.txt.asc")).ShouldBeFalse("a signature of other files is gone");
        Run("--target=Verify").Ends(6).Says("E522", "checksums.txt is not signed", "signed-x86_64.tgz is not signed");
    }

    [Fact]
    public void Rpm_checks_the_signature_inside_and_the_lists_have_the_signed_package()
    {
        RealTool.Need("rpm");
        Run("--target=Dist").Ends(0);
        var unsigned = new FileInfo(project.PathOf(Rpm)).Length;
        var manifest = project.Text("dist/manifest.json");
        Sign().Ends(0).Says("3 signatures made");

        var database = project.Beside("rpmdb");
        RealTool.Run("rpmkeys", "--dbpath", database, "--import", project.PathOf("keys/ann.asc"));
        var said = RealTool.Run("rpmkeys", "--dbpath", database, "--checksig", "--verbose", project.PathOf(Rpm));
        said.ShouldContain("Header V4 EdDSA/SHA512 Signature");
        said.ShouldNotContain("NOKEY");
        said.ShouldNotContain("BAD");
        new FileInfo(project.PathOf(Rpm)).Length.ShouldBe(unsigned);
        RealTool.Run("rpm", "--query", "--package", "--list", project.PathOf(Rpm)).ShouldContain("/usr/share/signed\n/usr/share/signed/text\n");
        project.Text("dist/manifest.json").ShouldNotBe(manifest);
        project.Text("dist/manifest.json").Length.ShouldBe(manifest.Length);
        Command.Run(project.PathOf("dist"), ["sha256sum", "--check", "--strict", Path.GetFileName(Rpm) + ".sha256"]).ExitCode.ShouldBe(0);
        Command.Run(project.PathOf("dist"), ["sha256sum", "--check", "--strict", "checksums.txt"]).ExitCode.ShouldBe(0);
        Run("--target=Sign").Ends(0).Says("nothing to do: 3 signatures verified");
    }

    [Fact]
    public void Debsig_verify_checks_the_signature_inside_and_the_lists_have_the_signed_package()
    {
        RealTool.Need("debsig-verify");
        Declare("  - gpg: {public_key: keys/ann.asc, deb: true}\n");
        Run("--target=Dist").Ends(0);
        Sign().Ends(0).Says("2 signatures made");

        var id = RealTool
            .Run("gpg", "--homedir", keys.Ring("ann"), "--with-colons", "--list-keys")
            .Split('\n')
            .First(line => line.StartsWith("pub:", StringComparison.Ordinal))
            .Split(':')[4];
        var trust = project.Beside("debsig");
        Directory.CreateDirectory(Path.Combine(trust, "keyrings", id));
        RealTool.Run("gpg", "--homedir", keys.Ring("ann"), "--output", Path.Combine(trust, "keyrings", id, "ann.gpg"), "--export");
        Directory.CreateDirectory(Path.Combine(trust, "policies", id));
        File.WriteAllText(
            Path.Combine(trust, "policies", id, "ann.pol"),
            $"""
            <?xml version="1.0"?>
            <!DOCTYPE Policy SYSTEM "https://www.debian.org/debsig/1.0/policy.dtd">
            <Policy xmlns="https://www.debian.org/debsig/1.0/">
              <Origin Name="ann" id="{id}" Description="packages of Ann"/>
              <Selection><Required Type="origin" File="ann.gpg" id="{id}"/></Selection>
              <Verification MinOptional="0"><Required Type="origin" File="ann.gpg" id="{id}"/></Verification>
            </Policy>
            """
        );
        string[] check = ["--policies-dir", Path.Combine(trust, "policies"), "--keyrings-dir", Path.Combine(trust, "keyrings"), "--verbose"];
        RealTool.Run("debsig-verify", [.. check, project.PathOf(Deb)]).ShouldContain("Verified package from 'packages of Ann'");

        RealTool.Run("dpkg-deb", "--contents", project.PathOf(Deb)).ShouldContain("usr/share/signed/text");
        Command.Run(project.PathOf("dist"), ["sha256sum", "--check", "--strict", Path.GetFileName(Deb) + ".sha256"]).ExitCode.ShouldBe(0);
        Command.Run(project.PathOf("dist"), ["sha256sum", "--check", "--strict", "checksums.txt"]).ExitCode.ShouldBe(0);
        project.Text("dist/manifest.json").ShouldContain($"\"size\": {new FileInfo(project.PathOf(Deb)).Length},");
        Run("--target=Verify").Ends(0).Says("2 signatures verified");
        Run("--target=Sign").Ends(0).Says("nothing to do: 2 signatures verified");

        var bytes = File.ReadAllBytes(project.PathOf(Deb));
        bytes[200] ^= 1;
        File.WriteAllBytes(project.Beside("altered.deb"), bytes);
        RealTool.TryRun("debsig-verify", [.. check, project.Beside("altered.deb")]).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public void Verify_knows_a_deb_that_is_not_signed_inside_and_one_of_another_key()
    {
        Run("--target=Dist").Ends(0);
        Declare("  - gpg: {public_key: keys/ann.asc, deb: true}\n");
        Sign().Ends(0).Says("2 signatures made");
        project.Replace("springform.yaml", "keys/ann.asc", "keys/bob.asc");
        Run("--target=Verify").Ends(6).Says($"E522 {Path.GetFileName(Deb)} has a signature inside that is made by a key that is not in keys/bob.asc");
        Declare("  - gpg: keys/ann.asc\n");
        project.File("text", "another text\n");
        Sign().Ends(0).Says("1 signature made");
        Declare("  - gpg: {public_key: keys/ann.asc, deb: true}\n");
        Run("--target=Verify").Ends(6).Says($"E522 {Path.GetFileName(Deb)} is not signed inside");
    }

    [Fact]
    public void Without_a_declaration_Verify_says_that_no_signatures_are_declared()
    {
        project.File("springform.yaml", project.Text("springform.yaml").Split("signatures:")[0]);
        Run("--target=Dist").Ends(0);

        Run("--target=Verify").Ends(0).Says("files verified; springform.yaml declares no signatures").SaysNot("0 signatures");
    }

    [Fact]
    public void A_key_of_rsa_a_file_of_it_and_a_keyring_do_as_well_and_so_does_a_key_without_a_passphrase()
    {
        RealTool.Need("rpm");
        var ring = Directory.CreateTempSubdirectory("sf-rsa-").FullName;
        try
        {
            RealTool.Run("gpg", "--homedir", ring, "--batch", "--passphrase", "", "--quick-generate-key", "rsa <rsa@example.org>", "rsa2048", "sign", "never");
            project.File("keys/ann.asc", RealTool.Run("gpg", "--homedir", ring, "--armor", "--export"));
            Run("--target=Sign", $"GPG_PRIVATE_KEY={ring}").Ends(0).Says("3 signatures made");
            var database = project.Beside("rpmdb");
            RealTool.Run("rpmkeys", "--dbpath", database, "--import", project.PathOf("keys/ann.asc"));
            RealTool.Run("rpmkeys", "--dbpath", database, "--checksig", "--verbose", project.PathOf(Rpm)).ShouldContain("Header V4 RSA/SHA512 Signature");

            project.File("text", "again\n");
            var file = project.Beside("key");
            File.WriteAllText(file, RealTool.Run("gpg", "--homedir", ring, "--armor", "--export-secret-keys"));
            Run("--target=Sign", $"GPG_PRIVATE_KEY={file}").Ends(0).Says("3 signatures made");
        }
        finally
        {
            RealTool.TryRun("gpgconf", "--homedir", ring, "--kill", "all");
            Directory.Delete(ring, recursive: true);
        }
    }

    [Fact]
    public void Cosign_makes_a_bundle_that_it_verifies_without_a_server()
    {
        RealTool.Need("cosign");
        var made = Command.Run(project.PathOf("keys"), ["cosign", "generate-key-pair"], new Dictionary<string, string?> { ["COSIGN_PASSWORD"] = "pass word" });
        made.ExitCode.ShouldBe(0, made.Error);
        File.Move(project.PathOf("keys/cosign.key"), project.Beside("cosign.key"));
        Declare("  - cosign: keys/cosign.pub\n");

        Run("--target=Sign", $"COSIGN_PRIVATE_KEY={project.Beside("cosign.key")}", "COSIGN_PASSWORD=no")
            .Ends(1)
            .Says("E521 cosign did not sign trial", "decryption failed");
        Run("--target=Sign", $"COSIGN_PRIVATE_KEY={File.ReadAllText(project.Beside("cosign.key"))}", "COSIGN_PASSWORD=pass word")
            .Ends(0)
            .Says("1 signature made");
        Run("--target=Verify").Ends(0).Says("1 signature verified");
        project.Text("dist/checksums.txt.sigstore.json").ShouldContain("application/vnd.dev.sigstore.bundle.v0.3+json");

        File.AppendAllText(project.PathOf("dist/checksums.txt"), "# changed\n");
        Run("--target=Verify").Ends(6).Says("E522 checksums.txt.sigstore.json is no signature of it by keys/cosign.pub");
    }

    [Fact]
    public void All_that_is_wrong_with_keys_is_said_at_once_and_before_anything_is_built()
    {
        Declare(
            """
              - gpg: keys/ann.asc
              - minisign: keys/mini.pub
              - {gpg: {public_key: keys/bob.asc, key: BOB}, files: ["*.tgz"]}
              - {gpg: {public_key: keys/old.asc, key: OLD}, files: ["*.rpm"]}
              - {cosign: keys/mini.pub, files: ["*.deb"]}
              - {command: {sign: [no-such-program], verify: [test], suffix: .x}, files: ["*.deb"]}
              - {command: {sign: 'echo $TOKEN >&2; exit 3', verify: [test], suffix: .y, secrets: [TOKEN]}, files: ["*.deb"]}
              - {command: {sign: ["true"], verify: [test], suffix: .z, secrets: [NOT_SET]}, files: ["*.deb"]}
            """
        );
        Sign("--target=Sign", "GPG_PASSPHRASE=wrong passphrase", $"BOB={keys.Text("ann.key")}", $"OLD={keys.PathOf("old.key")}", "TOKEN=a-secret-token")
            .Ends(1)
            .Says(
                "E521 gpg did not sign trial (exit code 2)",
                "Bad passphrase",
                "E109 MINISIGN_SECRET_KEY is not set",
                "E521 the private key of keys/bob.asc is not what BOB gives",
                "springform.yaml, signatures[3]",
                "E109 COSIGN_PRIVATE_KEY is not set",
                "E303 no-such-program is not installed; signatures[5] needs it",
                "E521 signatures[6].command.sign ended with exit code 3",
                "E109 the secret NOT_SET is not set"
            )
            .SaysNot("wrong passphrase", "a-secret-token", "--> Package");
        Directory.Exists(project.PathOf("dist")).ShouldBeFalse();
    }

    [Fact]
    public void A_program_that_hangs_floods_or_writes_nothing_ends_with_an_error_and_dist_stays()
    {
        Run("--target=Dist").Ends(0);
        var before = project.Text("dist/artifacts.json");
        Declare("  - {command: {sign: 'sleep 1000', verify: [test], suffix: .x}, timeout: 1s}\n");
        Run("--target=Sign").Ends(1).Says("E521 sh did not end within 1 s", "raise signatures[0].timeout");
        Declare("  - {command: {sign: 'yes flood | head -c 100000000; exit 1', verify: [test], suffix: .x}}\n");
        Run("--target=Sign").Ends(1).Says("E521 signatures[0].command.sign ended with exit code 1").All.Length.ShouldBeLessThan(20_000);
        Declare("  - {command: {sign: ['true'], verify: [test], suffix: .x}}\n");
        Run("--target=Sign").Ends(1).Says("E521 signatures[0].command.sign ended with 0 and made no signature");
        Declare("  - {command: {sign: 'echo > $SIGNATURE', verify: 'exit 1', suffix: .x}}\n");
        Run("--target=Sign").Ends(1).Says("E521 the signature of trial that was just made is refused by signatures[0].command.verify");
        project.Text("dist/artifacts.json").ShouldBe(before);
    }

    [Fact]
    public void Verify_sees_each_file_signature_and_list_that_is_another_one()
    {
        Sign().Ends(0);
        var copy = project.Beside("downloaded");
        Command.Run(project.Folder, ["cp", "--archive", project.PathOf("dist"), copy]).ExitCode.ShouldBe(0);
        File.Delete(Path.Combine(copy, "artifacts.json"));
        File.WriteAllText(Path.Combine(copy, "README"), "mine\n");
        Run("--target=Verify", $"--from={copy}").Ends(0).Says("not checked: no list names 'README'", "3 signatures verified");
        Directory.Delete(project.PathOf(".springform"), recursive: true);
        Directory.Move(project.PathOf("dist"), project.Beside("whole"));

        Changed("signed-x86_64.tgz", bytes => bytes[^1] ^= 1)
            .Ends(6)
            .Says("E501 signed-x86_64.tgz is not the file that checksums.txt names", "E522 signed-x86_64.tgz.asc is of another content");
        Changed("checksums.txt", bytes => bytes[0] ^= 1).Ends(6).Says("E522 checksums.txt.asc is of another content");
        Changed("signed-x86_64.tgz.sha256", bytes => bytes[0] ^= 1).Ends(6).Says("E501");
        Changed(Path.GetFileName(Rpm), bytes => bytes[300] ^= 1).Ends(6).Says("E501");
        Changed("checksums.txt.asc", bytes => bytes[60] ^= 1).Ends(6).Says("E522 checksums.txt.asc is ");
        Without("checksums.txt.asc").Ends(6).Says("E522 checksums.txt is not signed: there is no checksums.txt.asc");
        Without("signed-x86_64.tgz").Ends(6).Says("E501 signed-x86_64.tgz is named by checksums.txt, and is missing");
        Without("checksums.txt").Ends(6).Says("checksums.txt cannot be checked: it is missing");

        var forged = Copied("forged");
        File.Delete(Path.Combine(forged, "checksums.txt.asc"));
        string[] sign = ["gpg", "--homedir", keys.Ring("bob"), "--batch", "--pinentry-mode", "loopback", "--passphrase", SigningKeys.Passphrase, "--armor"];
        RealTool.Run(sign[0], [.. sign[1..], "--detach-sign", Path.Combine(forged, "checksums.txt")]);
        Run("--target=Verify", $"--from={forged}").Ends(6).Says("E522 checksums.txt.asc is made by a key that is not in keys/ann.asc");
        Run("--target=Verify", $"--from={project.Beside("nowhere")}").Ends(6).Says("checksums.txt cannot be checked: it is missing");

        CliResult Changed(string name, Action<byte[]> change)
        {
            var folder = Copied($"changed-{name}");
            var bytes = File.ReadAllBytes(Path.Combine(folder, name));
            change(bytes);
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
            return Run("--target=Verify", $"--from={folder}");
        }

        CliResult Without(string name)
        {
            var folder = Copied($"without-{name}");
            File.Delete(Path.Combine(folder, name));
            return Run("--target=Verify", $"--from={folder}");
        }

        string Copied(string name)
        {
            Command.Run(project.Folder, ["cp", "--archive", copy, project.Beside(name)]).ExitCode.ShouldBe(0);
            return project.Beside(name);
        }
    }

    [Fact]
    public void A_run_that_is_killed_while_it_signs_leaves_dist_as_it_was_and_no_key_and_the_next_one_signs()
    {
        var parent = project.Beside("parent");
        // The trial and the first signature are made; at the second the whole run is killed.
        Declare(
            $$$"""
              - gpg: keys/ann.asc
              - command:
                  sign: 'case $FILE in */trial) ;; *) test -e {{{parent}}} || { echo > {{{parent}}}; kill -9 $PPID; } ;; esac; echo > $SIGNATURE'
                  verify: ["true"]
                  suffix: .x
            """
        );
        Run("--target=Dist").Ends(0);
        var before = project.Text("dist/artifacts.json");
        Sign().Ends(137);
        project.Text("dist/artifacts.json").ShouldBe(before);
        File.Exists(project.PathOf("dist/checksums.txt.asc")).ShouldBeFalse();

        Sign().Ends(0).Says("2 signatures made");
        Run("--target=Verify").Ends(0).Says("2 signatures verified");
        var left = Directory.Exists("/dev/shm") ? Directory.GetDirectories("/dev/shm", "springform-*") : [];
        left.Where(folder => !Directory.Exists($"/proc/{Path.GetFileName(folder).Split('-')[1]}")).ShouldBeEmpty();
    }

    [Fact]
    public void A_part_is_not_signed_and_without_a_declaration_there_is_nothing_to_sign()
    {
        project.Replace("springform.yaml", "targets: {x86_64: linux/amd64}", "targets: {x86_64: linux/amd64, other: linux/arm64}");
        Sign("--target=Sign", "--only=x86_64").Ends(6).Says("E602 dist/ is a part, and parts are not signed");
        project.File("springform.yaml", project.Text("springform.yaml").Split("signatures:")[0]);
        Run("--target=Sign").Ends(2).Says("springform.yaml does not say what signs");
    }

    [Fact]
    public void All_that_is_wrong_with_the_declaration_is_said_at_once()
    {
        Declare(
            """
              - files: [checksums.txt]
              - {gpg: keys/none.asc, minisign: keys/mini.pub}
              - {gpg: {public_key: keys/ann.asc, key: "a key"}, timeout: soon}
              - {command: {sign: [x], verify: [y], suffix: sig}, files: []}
            """
        );
        Run("--target=Check")
            .Ends(2)
            .Says(
                "signatures[0] does not say what signs",
                "signatures[1] has gpg and minisign",
                "signatures[1].gpg.public_key names the public key 'keys/none.asc', which does not exist",
                "signatures[2].gpg.key is no name of an environment variable",
                "signatures[2].timeout is 'soon'",
                "signatures[3].command.suffix is 'sig'",
                "signatures[3].files is empty"
            );
        Declare("  - {gpg: keys/ann.asc, files: [checksum.txt]}\n  - {minisign: keys/mini.pub, files: [\"*.zip\"]}\n");
        Run("--target=Plan")
            .Ends(2)
            .Says("'checksum.txt' in signatures[0].files fits no file of dist/", "did you mean 'checksums.txt'?", "'*.zip' in signatures[1].files");
        Declare("  - {gpg: {public_key: keys/ann.asc, rpm: true}}\n  - {gpg: {public_key: keys/bob.asc, rpm: true}, files: [\"*.tgz\"]}\n");
        Run("--target=Check").Ends(2).Says("signatures has two entries with rpm: true");
        Declare("  - gpg: keys/ann.asc\n  - gpg: keys/bob.asc\n");
        Run("--target=Plan").Ends(2).Says("E107", "checksums.txt.asc");
    }

    private void Declare(string signatures) =>
        project.File(
            "springform.yaml",
            $$"""
            name: signed
            version: 1.0.0
            targets: {x86_64: linux/amd64}
            smoke: {skip: "nothing here starts"}
            packages:
              - {archive: "signed-{target}.tgz", files: [text]}
              - system_package: {maintainer: "Ann <ann@example.org>", summary: A text}
                files: [{from: text, to: usr/share/signed/}]
            signatures:
            {{signatures}}
            """
        );

    private CliResult Sign(params string[] words) =>
        Run([$"GPG_PRIVATE_KEY={keys.Text("ann.key")}", $"GPG_PASSPHRASE={SigningKeys.Passphrase}", .. words.Length > 0 ? words : ["--target=Sign"]]);

    private CliResult Run(params string[] words)
    {
        if (!Directory.Exists(project.PathOf(".git")) || project.Git("status", "--porcelain").Length > 0)
            project.Commit();
        return project.Run(["--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", .. words]);
    }
}
