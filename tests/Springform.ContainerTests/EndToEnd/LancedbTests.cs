using Springform.Tests;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>Acceptance: examples/lancedb-go. Those who build with the library get it from the release, with a real Go and without Rust.</summary>
[Draw(1)]
[Collection(Examples.OneAtATime)]
public sealed class LancedbTests(LancedbRelease release) : IClassFixture<LancedbRelease>
{
    private const string Build = "go generate ./... && go build ./... && go test ./...";
    private const string Tested = "ok  \tgithub.com/lancedb/lancedb-go/pkg/lancedb";

    [Fact]
    public void The_release_has_one_archive_for_each_of_five_platforms_one_of_all_and_an_index()
    {
        release.Require();

        release
            .Server.Repository.Assets(release.Server.Repository.Releases.ShouldHaveSingleItem().Id)
            .Select(asset => asset.Name)
            .Where(name => name.StartsWith("lancedb-go-", StringComparison.Ordinal) && !name.EndsWith(".sha256", StringComparison.Ordinal))
            .ShouldBe([.. Platforms.Append("binaries").Select(name => $"lancedb-go-native-{name}.tar.gz"), "lancedb-go-fetch.json"], ignoreOrder: true);
    }

    [Fact]
    public void A_clean_checkout_downloads_this_platform_alone_then_builds_and_tests_and_goes_on_without_a_network()
    {
        release.Require();
        var checkout = release.Checkout("consumer");
        var before = release.Server.Log.Count;

        Ends(release.Go(checkout, "consumer-home", Build), 0, Tested, "lancedb: 1.0.0 is in /src/lib/linux_amd64");

        release
            .Server.Log.Requests.Skip(before)
            .Select(request => request.Path)
            .ShouldBe(["/lancedb/lancedb-go/releases/download/native-v1.0.0/lancedb-go-native-linux_amd64.tar.gz"]);
        Directory
            .GetFileSystemEntries(Path.Combine(checkout, "lib"))
            .ShouldBe([Path.Combine(checkout, "lib/.linux_amd64.verified"), Path.Combine(checkout, "lib/linux_amd64")], ignoreOrder: true);
        Command.Run(checkout, ["git", "status", "--porcelain"]).Output.ShouldBeEmpty();

        Ends(release.Go(checkout, "consumer-home", "go run build.go && make build test", network: "none"), 0, Tested);

        Directory.Delete(Path.Combine(checkout, "lib"), recursive: true);
        Ends(release.Go(checkout, "consumer-home", Build, network: "none"), 0, Tested); // from the user's cache
    }

    [Fact]
    public void A_module_that_requires_it_runs_its_command_and_links_with_what_that_prints()
    {
        release.Require();
        release.ServeModule();
        var app = release.Beside("app");
        File.WriteAllText(Path.Combine(app, "go.mod"), "module example.org/app\n\ngo 1.19\n\nrequire github.com/lancedb/lancedb-go v1.0.0\n");
        File.WriteAllText(
            Path.Combine(app, "main.go"),
            """
            package main

            import (
            	"fmt"

            	"github.com/lancedb/lancedb-go/pkg/lancedb"
            )

            func main() {
            	table, _ := lancedb.Connect(1)
            	defer table.Close()
            	fmt.Println(table.Add(7, []float32{1}))
            	fmt.Println(table.Nearest([]float32{2}))
            }

            """
        );

        Ends(
            release.Go(
                app,
                "app-home",
                "go mod download && touch ~/before && flags=$(go run github.com/lancedb/lancedb-go/cmd/download-binaries) && echo \"$flags\" && "
                    + "export $flags && go run . && test -z \"$(find ~/go/pkg/mod/github.com -newer ~/before)\""
            ),
            0,
            "CGO_CFLAGS=-I/src/lib/linux_amd64/include\nCGO_LDFLAGS=-L/src/lib/linux_amd64\n<nil>\n7 1 <nil>",
            "lancedb: 1.0.0 is in /src/lib/linux_amd64"
        );
        // Go itself does not generate in modules of others.
        Ends(
            release.Go(app, "app-home", "rm -r lib; go generate github.com/lancedb/lancedb-go/...; ls lib"),
            2,
            "not generating in packages in dependency modules",
            "ls: cannot access 'lib'"
        );
    }

    [Theory]
    [InlineData("none", "")]
    [InlineData("host", "LANCEDB_RELEASE_URL=WEB/lancedb/lancedb-go/releases/download/gone/")]
    public void Without_a_network_or_a_release_it_is_built_from_source(string network, string variable)
    {
        release.Require();
        var checkout = release.Checkout($"source-{network}");

        var result = release.Go(
            checkout,
            $"source-{network}-home",
            Build,
            network,
            hasRust: true,
            variable.Length == 0 ? [] : [variable.Replace("WEB", release.Server.Web, StringComparison.Ordinal)]
        );

        Ends(
            result,
            0,
            Tested,
            network == "none" ? "given up after 5 attempts" : "the server says no: 404",
            "lancedb: building it from source: make build-native"
        );
    }

    [Fact]
    public void The_command_gets_each_of_the_five_and_another_version_is_not_there()
    {
        release.Require();
        var checkout = release.Checkout("five");

        Ends(
            release.Go(
                checkout,
                "five-home",
                $"go build -o /tmp/get ./cmd/download-binaries && for name in {string.Join(' ', Platforms)}; do /tmp/get $name || exit; done"
            ),
            0
        );
        foreach (var name in Platforms)
            File.Exists(Path.Combine(checkout, "lib", name, "liblancedb_go.a")).ShouldBeTrue(name);

        Ends(
            release.Go(checkout, "five-home", "go run ./cmd/download-binaries plan9_mips", variables: []),
            1,
            "version 1.0.0 has no archive for plan9_mips; it has: darwin_amd64",
            "exit status 4"
        );
        Ends(
            release.Go(checkout, "five-home", "go run ./cmd/download-binaries", variables: ["LANCEDB_VERSION=9.9.9"]),
            1,
            "releases/download/native-v9.9.9/lancedb-go-fetch.json: the server says no: 404"
        );
    }

    [Fact]
    public void Fetch_itself_gets_it_too_for_any_platform()
    {
        release.Require();
        var checkout = release.Checkout("fetch");
        using var project = new GitProject("unused");

        project
            .Run("--project", checkout, "--target=Fetch", "--platform=linux/amd64", "--platform=darwin/arm64")
            .Ends(0)
            .Says("lib/linux_amd64/", "lib/darwin_arm64/");
    }

    private static string[] Platforms { get; } = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64"];

    private static void Ends(CommandResult result, int exitCode, params string[] texts)
    {
        var all = result.Output + result.Error;
        result.ExitCode.ShouldBe(exitCode, all);
        foreach (var text in texts)
            all.ShouldContain(text);
    }
}
