using System.Formats.Tar;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Springform.Tests.Publish;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// cache.registry: what one machine made, another takes over. The machines are folders with the same commit; commands run in place, or there is no engine that
/// could run any.
/// </summary>
public sealed class SharedResults : IAsyncDisposable
{
    private const string Compiled = "compile-small-1-";
    private const string Protected = "GITHUB_REF_PROTECTED=true";

    private readonly MemoryRegistry registry = new();
    private readonly List<PlainProject> machines = [];

    private static string[] Login => [$"SPRINGFORM_REGISTRY_USER={MemoryRegistry.User}", $"SPRINGFORM_REGISTRY_PASSWORD={MemoryRegistry.Password}"];

    private string CompiledTag => registry.Tags.Single(tag => tag.StartsWith(Compiled, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        machines.ForEach(machine => machine.Dispose());
        await registry.DisposeAsync();
    }

    [Fact]
    public void A_fresh_machine_beside_a_full_registry_runs_no_command_and_no_test()
    {
        var first = Machine();
        Builds(first, Protected).Says("2 run, 0 cached");
        registry.Tags.Count.ShouldBe(3, "toolchain, command, test");
        var made = first.Text("dist/checksums.txt");

        var second = Machine();
        Takes(second).Says("3 of 3 results that are not here came from", "0 run, 2 cached or not needed, 2 of them from the registry");
        second.Text("dist/checksums.txt").ShouldBe(made);
        Takes(second).Says("nothing to do").SaysNot("came from");
    }

    [Theory]
    [InlineData("auto", false)]
    [InlineData("auto", true, Protected)]
    [InlineData("auto", true, "GITHUB_REF=refs/tags/v1.2.3")]
    [InlineData("auto", true, "CI_COMMIT_REF_PROTECTED=true")]
    [InlineData("auto", false, "GITHUB_REF=refs/heads/main")]
    [InlineData("auto", false, Protected, "GITHUB_EVENT_NAME=pull_request_target")]
    [InlineData("auto", false, "CI_COMMIT_REF_PROTECTED=true", "CI_MERGE_REQUEST_IID=7")]
    [InlineData("always", true)]
    [InlineData("never", false, Protected)]
    public void Only_who_may_write_stores_results(string push, bool stores, params string[] variables)
    {
        var machine = Machine(push);

        Builds(machine, variables);

        (!registry.Writes.IsEmpty).ShouldBe(stores);
    }

    [Fact]
    public void What_is_poisoned_cut_off_or_foreign_is_reported_and_made_again()
    {
        var first = Machine();
        Builds(first, Protected);
        var made = first.Text("dist/checksums.txt");

        Refused(() => Poison(Tar("stray", "x")), "has 'stray', which no output of");
        Refused(() => Poison(Tar("hello.d/", null)), "has the folder 'hello.d', which no output of");
        Refused(() => Poison(Tar("../hello", "x")), "cannot be read");
        Refused(() => Poison(new byte[1024]), "has nothing for the output 'hello'");
        Refused(() => Poison(Encoding.UTF8.GetBytes("no tar")), "cannot be read");
        Refused(() => Truncate(), "was not fetched");

        void Refused(Action harm, string reason)
        {
            harm();
            var next = Machine();
            Builds(next, "GITHUB_REF=refs/heads/x").Says("warning: compile/small/1", reason, "1 run, 1 cached");
            next.Text("dist/checksums.txt").ShouldBe(made);
        }
    }

    [Fact]
    public void A_token_that_may_only_read_is_told_once_and_the_build_goes_on()
    {
        registry.Instead = (context, _) => context.Request.HttpMethod is "PUT" or "POST" && Refuse(context);

        var run = Builds(Machine(), Protected);

        run.Lines.Count(line => line.Contains("was not stored in", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void A_registry_that_dies_half_way_loses_nothing()
    {
        var first = Machine();
        Builds(first, Protected);

        foreach (var more in new[] { 0, 1, 3, 5 })
        {
            DieAfter(more);
            var next = Machine();
            Builds(next, Protected).Says("warning: ", registry.Address);
            next.Text("dist/checksums.txt").ShouldBe(first.Text("dist/checksums.txt"));
        }
    }

    [Fact]
    public void Two_machines_that_store_the_same_at_once_both_succeed()
    {
        var (first, second) = (Machine(), Machine());
        using var one = first.Start(Words(first, Protected));
        using var other = second.Start(Words(second, Protected));
        one.End().Ends(0);
        other.End().Ends(0);

        var third = Machine();
        Takes(third);
        third.Text("dist/checksums.txt").ShouldBe(first.Text("dist/checksums.txt"));
    }

    [Fact]
    public void What_is_not_taken_over_is_not_asked_for()
    {
        var machine = Machine();
        Builds(machine, Protected, "--no-cache").Says("2 run");
        registry.Writes.ShouldNotBeEmpty();

        var next = Machine();
        Builds(next, "--no-cache").Says("2 run").SaysNot("came from");
    }

    private static bool Refuse(HttpListenerContext context)
    {
        context.Response.StatusCode = (int)HttpStatusCode.Forbidden;
        context.Response.Close();
        return true;
    }

    /// <summary>So many more requests are answered, and then none: connections are cut.</summary>
    private void DieAfter(int requests)
    {
        var left = requests;
        registry.Instead = (context, _) =>
        {
            if (Interlocked.Decrement(ref left) >= 0)
                return false;
            context.Response.ContentLength64 = 2;
            context.Response.OutputStream.WriteByte(0);
            context.Response.Abort();
            return true;
        };
    }

    /// <summary>As somebody would who may write: the tag keeps its name and key, and holds other content.</summary>
    private void Poison(byte[] content)
    {
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
        var manifest = JsonNode.Parse(registry.Manifests[CompiledTag])!;
        manifest["layers"]![0]!["digest"] = digest;
        manifest["layers"]![0]!["size"] = content.Length;
        registry.Blobs[digest] = content;
        registry.Manifests[CompiledTag] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }

    /// <summary>What the tag names is cut off.</summary>
    private void Truncate()
    {
        var digest = (string)JsonNode.Parse(registry.Manifests[CompiledTag])!["layers"]![0]!["digest"]!;
        registry.Blobs[digest] = registry.Blobs[digest][..^1];
    }

    private static byte[] Tar(string name, string? content)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            var entry = new UstarTarEntry(content is null ? TarEntryType.Directory : TarEntryType.RegularFile, name);
            if (content is not null)
                entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
            writer.WriteEntry(entry);
        }

        return bytes.ToArray();
    }

    private PlainProject Machine(string push = "auto")
    {
        var machine = new PlainProject(
            $$"""
            name: hello
            version: 1.2.3
            bases: {busybox: {image: "127.0.0.1:1/busybox:1"} }
            builder: {image: "hello-builder:v1", dockerfile: builder/Dockerfile}
            cache: {registry: "{{registry.Address}}/team/cache", push: {{push}}}
            targets: {small: linux/amd64}
            smoke: {skip: "nothing here starts"}
            compile:
              - {run: [sh, compile.sh], inputs: [compile.sh], outputs: [hello]}
            test: [[sh, compile.sh]]
            packages: [{archive: "{name}-{version}.tgz", files: [hello]}]

            """
        );
        machines.Add(machine);
        return machine;
    }

    /// <summary>As inside of the builder: commands can run.</summary>
    private static CliResult Builds(PlainProject machine, params string[] words) => machine.Run(Words(machine, words)).Ends(0);

    /// <summary>No command can run.</summary>
    private static CliResult Takes(PlainProject machine) =>
        machine.Run([.. Login, "--target=Dist", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1"]).Ends(0);

    private static string[] Words(PlainProject machine, params string[] words)
    {
        var plan = JsonNode.Parse(machine.Run("--target=Plan", "--output=json").Ends(0).Output)!;
        return
        [
            .. Login,
            "--target=Dist",
            "--engine=docker",
            "DOCKER_HOST=tcp://127.0.0.1:1",
            $"SPRINGFORM_BUILDER_KEY={plan["builders"]![0]!["key"]}",
            .. words,
        ];
    }
}
