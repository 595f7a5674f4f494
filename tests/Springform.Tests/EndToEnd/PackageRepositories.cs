using Springform.Tests.Archives;
using Springform.Tests.Fetch;

namespace Springform.Tests.EndToEnd;

/// <summary>--target=Repositories, held against apt and dnf themselves, which load what a server on loopback serves.</summary>
public sealed class PackageRepositories : IClassFixture<SigningKeys>, IAsyncDisposable
{
    private const string Tree = "dist-repositories";

    private readonly GitProject project = new();
    private readonly SigningKeys keys;
    private readonly FaultServer server = new();

    public PackageRepositories(SigningKeys keys)
    {
        this.keys = keys;
        project.File("keys/ann.asc", keys.Text("ann.asc"));
        project.File("text", "hello\n");
        project.File(".gitignore", ".springform/\ndist/\n");
        Declare("1.0.0");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        project.Dispose();
    }

    [Fact]
    public void Apt_takes_the_release_and_the_one_before_it_and_refuses_an_altered_index()
    {
        RealTool.Need("apt-get");
        Make("1.0.0");
        var earlier = Kept("1.0.0");
        Declare("1.1.0");
        Make("1.1.0", $"--from={earlier}").Says("stable with 4 packages");

        var apt = Apt("stable");
        apt("update").ExitCode.ShouldBe(0);
        var versions = apt("policy").Output;
        versions.ShouldContain("Candidate: 1.1.0-1");
        versions.ShouldContain("1.0.0-1 500");
        apt("download").ExitCode.ShouldBe(0);
        Hash(project.Beside("apt/packaged_1.1.0-1_amd64.deb")).ShouldBe(Hash(project.PathOf("dist/packaged_1.1.0-1_amd64.deb")));
        server.Requests.ShouldContain(request => request.Path.Contains("/by-hash/SHA256/", StringComparison.Ordinal));

        foreach (var name in new[] { "InRelease", "Release", "main/binary-amd64/Packages", "main/binary-amd64/Packages.gz" })
            server.Serve(
                $"apt/dists/stable/{name}",
                [.. File.ReadAllBytes(project.PathOf($"{Tree}/apt/dists/stable/{name}")), (byte)'\n', (byte)'x', (byte)'\n']
            );
        Directory.Delete(project.Beside("apt"), recursive: true);
        Apt("stable")("update").ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public void A_package_for_every_architecture_is_found_by_apt()
    {
        RealTool.Need("apt-get");
        var other = project.Beside("other-release");
        project.File("doc/DEBIAN/control", "Package: packaged-doc\nVersion: 2.0\nArchitecture: all\nMaintainer: Ann <ann@example.org>\nDescription: a text\n");
        Directory.CreateDirectory(other);
        RealTool.Run("dpkg-deb", "-Zgzip", "--build", "--root-owner-group", project.PathOf("doc"), Path.Combine(other, "packaged-doc_2.0_all.deb"));
        Directory.Delete(project.PathOf("doc"), recursive: true);
        File.WriteAllText(Path.Combine(other, "checksums.txt"), $"{Hash(Path.Combine(other, "packaged-doc_2.0_all.deb"))}  packaged-doc_2.0_all.deb\n");
        string[] sign = ["--homedir", keys.Ring("ann"), "--batch", "--pinentry-mode", "loopback", "--passphrase", SigningKeys.Passphrase, "--armor"];
        RealTool.Run("gpg", [.. sign, "--detach-sign", Path.Combine(other, "checksums.txt")]);

        Make("1.0.0", $"--from={other}").Says("stable with 3 packages");

        var apt = Apt("stable");
        apt("update").ExitCode.ShouldBe(0);
        apt("policy-doc").Output.ShouldContain("Candidate: 2.0");
        foreach (var architecture in new[] { "amd64", "all" })
            project.Text($"{Tree}/apt/dists/stable/main/binary-{architecture}/Packages").ShouldContain("Package: packaged-doc\n");
        project.Text($"{Tree}/apt/dists/stable/main/binary-all/Packages").ShouldNotContain("Package: packaged\n");
    }

    [Fact]
    public void Dnf_installs_the_package_with_both_signatures_checked_and_upgrades_it()
    {
        RealTool.Need("dnf");
        Make("1.0.0");
        var root = project.Beside("root");
        Dnf(root, "install", "packaged").ShouldBe(0);
        File.ReadAllText(Path.Combine(root, "usr/share/packaged/text")).ShouldBe("hello\n");
        Installed(root).ShouldBe("packaged-1.0.0-1");

        var earlier = Kept("1.0.0");
        project.File("text", "hello again\n");
        Declare("1.1.0");
        Make("1.1.0", $"--from={earlier}");
        Dnf(root, "upgrade", "packaged").ShouldBe(0);
        Installed(root).ShouldBe("packaged-1.1.0-1");
        File.ReadAllText(Path.Combine(root, "usr/share/packaged/text")).ShouldBe("hello again\n");

        const string contents = "rpm/stable/x86_64/repodata/repomd.xml";
        server.Serve(contents, [.. File.ReadAllBytes(project.PathOf($"{Tree}/{contents}")), (byte)'\n']);
        Dnf(project.Beside("other"), "install", "packaged").ShouldNotBe(0);
    }

    [Fact]
    public void A_version_before_a_release_is_in_a_suite_of_its_own_with_all_others()
    {
        Make("1.0.0").Says("stable with 2 packages: dist-repositories/");
        var earlier = Kept("1.0.0");
        Declare("1.1.0-rc.1");
        Make("1.1.0-rc.1", $"--from={earlier}").Says("stable with 2 packages, testing with 4 packages");

        project.Text($"{Tree}/apt/dists/stable/main/binary-amd64/Packages").ShouldNotContain("rc.1");
        project.Text($"{Tree}/apt/dists/testing/main/binary-amd64/Packages").ShouldContain("Version: 1.1.0~rc.1-1");
        project.Text($"{Tree}/packaged.sources").ShouldContain("Suites: stable\n");
        project.Text($"{Tree}/packaged.repo").ShouldContain("/rpm/stable/$basearch\n");
        var first = Hash(project.PathOf($"{Tree}/apt/dists/testing/Release"));
        Make("1.1.0-rc.1", $"--from={earlier}");
        Hash(project.PathOf($"{Tree}/apt/dists/testing/Release")).ShouldBe(first);
    }

    [Fact]
    public void What_is_not_signed_or_differs_in_one_version_goes_into_no_repository()
    {
        Make("1.0.0");
        var before = Files();
        var earlier = Kept("1.0.0");
        project.File("text", "other\n");
        Run($"--from={earlier}").Ends(6).Says("E523 two releases have different files of packaged 1.0.0-1 for amd64");
        File.Delete(Path.Combine(earlier, "checksums.txt.asc"));
        Declare("1.2.0");
        Run($"--from={earlier}").Ends(6).Says("E522 checksums.txt is not signed");
        Files().ShouldBe(before);

        project.Replace("springform.yaml", ", rpm: true", "");
        project.Replace("springform.yaml", "{url:", "{suite: Stable, url:");
        project.Run("--target=Check").Ends(2).Says("they are not signed inside", "repositories.suite is 'Stable'");
        project.Replace("springform.yaml", "  - gpg:", "  - minisign: keys/ann.asc\n#");
        project.Run("--target=Check").Ends(2).Says("repositories are signed by gpg, and signatures has no entry with gpg");
    }

    private void Declare(string version) =>
        project.File(
            "springform.yaml",
            $$"""
            name: packaged
            version: {{version}}
            targets: {x86_64: linux/amd64}
            smoke: {skip: "nothing here starts"}
            packages:
              - system_package: {maintainer: "Ann <ann@example.org>", summary: A text}
                files: [{from: text, to: usr/share/packaged/}]
            signatures:
              - gpg: {public_key: keys/ann.asc, rpm: true}
            repositories: {url: "{{server.Address}}"}

            """
        );

    private CliResult Make(string version, params string[] words)
    {
        var made = Run(words).Ends(0);
        server.Reset();
        foreach (var folder in Directory.GetDirectories(project.PathOf(Tree), "*", SearchOption.AllDirectories).Append(project.PathOf(Tree)))
            server.ServeFolder(
                folder,
                Path.GetRelativePath(project.PathOf(Tree), folder) is "." ? "" : Path.GetRelativePath(project.PathOf(Tree), folder) + "/"
            );
        File.Exists(project.PathOf($"dist/packaged_{version}-1_amd64.deb")).ShouldBeTrue();
        return made;
    }

    private CliResult Run(params string[] words)
    {
        project.Commit();
        string[] key = [$"GPG_PRIVATE_KEY={keys.Text("ann.key")}", $"GPG_PASSPHRASE={SigningKeys.Passphrase}"];
        return project.Run([.. key, "--target=Repositories", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", .. words]);
    }

    /// <summary>dist/ as it is, for later.</summary>
    private string Kept(string version)
    {
        Command.Run(project.Folder, ["cp", "--archive", project.PathOf("dist"), project.Beside($"kept-{version}")]).ExitCode.ShouldBe(0);
        return project.Beside($"kept-{version}");
    }

    /// <summary>apt with a state, a cache and sources of its own.</summary>
    private Func<string, (int ExitCode, string Output)> Apt(string suite)
    {
        var folder = project.Beside("apt");
        foreach (var name in new[] { "state/lists/partial", "cache/archives/partial", "sources", "parts" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, "status"), "");
        File.WriteAllText(
            Path.Combine(folder, "sources/packaged.sources"),
            project
                .Text($"{Tree}/packaged.sources")
                .Replace("Suites: stable", $"Suites: {suite}", StringComparison.Ordinal)
                .Replace("/etc/apt/keyrings/packaged.asc", project.PathOf($"{Tree}/packaged.asc"), StringComparison.Ordinal)
        );
        string[] settings =
        [
            $"Dir::State={folder}/state",
            $"Dir::State::status={folder}/status",
            $"Dir::Cache={folder}/cache",
            "Dir::Etc::SourceList=/dev/null",
            $"Dir::Etc::SourceParts={folder}/sources",
            $"Dir::Etc::PreferencesParts={folder}/parts",
            "Dir::Etc::Preferences=/dev/null",
            "APT::Architecture=amd64",
            "APT::Architectures::=amd64",
            "APT::Sandbox::User=root",
            "Acquire::http::Proxy=false",
            "Acquire::Retries=0",
        ];
        var options = settings.SelectMany(setting => new[] { "-o", setting }).ToArray();
        return word =>
        {
            var run = word switch
            {
                "policy-doc" => Command.Run(folder, ["apt-cache", .. options, "policy", "packaged-doc"]),
                "policy" => Command.Run(folder, ["apt-cache", .. options, "policy", "packaged"]),
                "download" => Command.Run(folder, ["apt-get", .. options, "download", "packaged"]),
                _ => Command.Run(folder, ["apt-get", .. options, "--error-on=any", word]),
            };
            return (run.ExitCode, run.Output + run.Error);
        };
    }

    private int Dnf(string root, string word, string package)
    {
        var sources = project.Beside("repos");
        Directory.CreateDirectory(sources);
        Directory.CreateDirectory(root);
        File.Copy(project.PathOf($"{Tree}/packaged.repo"), Path.Combine(sources, "packaged.repo"), overwrite: true);
        string[] settings =
        [
            $"--installroot={root}",
            $"--setopt=reposdir={sources}",
            $"--setopt=cachedir={root}/cache",
            "--setopt=retries=1",
            "--setopt=proxy=",
        ];
        var run = Command.Run(
            project.Folder,
            ["dnf", "--assumeyes", "--releasever=1", "--forcearch=x86_64", "--refresh", .. settings, "--setopt=install_weak_deps=0", word, package]
        );
        TestContext.Current.TestOutputHelper?.WriteLine(run.Output + run.Error);
        return run.ExitCode;
    }

    private static string Installed(string root) => RealTool.Run("rpm", "--root", root, "--query", "--queryformat", "%{NEVR}", "packaged");

    private string Files() =>
        string.Join('\n', Directory.GetFiles(project.PathOf(Tree), "*", SearchOption.AllDirectories).Order().Select(path => $"{path} {Hash(path)}"));

    private static string Hash(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
