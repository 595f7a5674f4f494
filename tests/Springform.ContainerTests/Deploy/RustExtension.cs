using Springform.ContainerTests.EndToEnd;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Deploy;

/// <summary>examples/vectorchord/rust: cargo in the builder, with crates from a registry and volumes for what it keeps.</summary>
[Draw(3)]
[Collection(Deploys.Name)]
public sealed class RustExtension(DeployWorkshop deploys, Workshop workshop)
{
    [Fact]
    public async Task An_extension_in_Rust_is_upgraded_with_its_data_and_index_and_goes_back_only_when_that_is_allowed()
    {
        deploys.Require();
        var server = await deploys.StartAsync();
        using var project = ExampleCopy.Of("vectorchord/rust", "bits");
        project.Commit();
        try
        {
            Deploy("EXT_VERSION_OVERRIDE=1.0").Ends(0).Says("Compiling popcount v1.0.0", "Compiling bits", "done: CREATE EXTENSION \"bits\" VERSION '1.0'");
            await server.AskAsync("CREATE TABLE codes AS SELECT n AS id, n * 7919::bigint AS code FROM generate_series(1, 1000) AS n");
            await server.AskAsync("CREATE INDEX codes_by_distance ON codes (bits_distance(code, 0))");
            const string sum = "SET enable_seqscan = off; SELECT sum(id) FROM codes WHERE bits_distance(code, 0) = 5";
            var before = await server.AskAsync(sum);
            before.ShouldNotBeEmpty();

            project.Replace("src/lib.rs", "nearness::share(both, any)", "nearness::share(both, any).min(1.0)");
            Deploy()
                .Ends(0)
                .Says("Compiling bits", "replaced  /usr/lib/postgresql/17/lib/bits.so", "done: ALTER EXTENSION \"bits\" UPDATE TO '1.1'")
                .SaysNot("Compiling popcount");
            (await server.AskAsync(sum)).ShouldBe(before);
            (await server.AskAsync($"{sum.Split(';')[0]}; EXPLAIN{sum.Split(';')[1]}")).ShouldContain("codes_by_distance");
            (await server.AskAsync("SELECT bits_similarity(6, 3)")).ShouldBe((1 / 3.0).ToString("R", System.Globalization.CultureInfo.InvariantCulture));

            Deploy("EXT_VERSION_OVERRIDE=1.0").Ends(2).Says("E648", "--allow-downgrade");
            Deploy("EXT_VERSION_OVERRIDE=1.0", "--allow-downgrade").Ends(0).Says("UPDATE TO '1.0'");
            (await server.AskAsync(sum)).ShouldBe(before);
            (await server.AskAsync("SELECT extversion FROM pg_extension WHERE extname = 'bits'")).ShouldBe("1.0");
        }
        finally
        {
            await workshop.RemoveImagesAsync(image =>
                image.Contains("bits-builder", StringComparison.Ordinal) || image.Contains("/bits/", StringComparison.Ordinal)
            );
            foreach (var cache in new[] { "cargo", "target" })
                await workshop.DockerAsync("volume", "rm", "--force", $"springform-bits-{cache}-amd64");
        }

        CliResult Deploy(params string[] words) => project.Run(["--target=Deploy", $"--container={server.Name}", .. words]);
    }
}
