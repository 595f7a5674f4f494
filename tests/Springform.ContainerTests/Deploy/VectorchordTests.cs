namespace Springform.ContainerTests.Deploy;

/// <summary>Acceptance: examples/vectorchord keeps what its README promises.</summary>
[Draw(3)]
[Collection(Deploys.Name)]
public sealed class VectorchordTests(VectorchordExample example) : IClassFixture<VectorchordExample>
{
    [Fact]
    public async Task The_two_commands_of_old_make_the_builder_and_install_into_the_running_server()
    {
        example.Require();

        example.Built.Says($"of the container {example.Server.Name}", $"{VectorchordExample.Builder} built");
        example.Installed.Says("1 present, 0 built", "done: CREATE EXTENSION \"vector\" VERSION '0.8.0'", "the server was not restarted");
        (await example.Server.AskAsync("SELECT '[1,2,3]'::vector <-> '[1,2,5]'::vector")).ShouldBe("2");
        (await example.Server.FilesAsync()).ShouldBeEmpty();
        (await example.LeftContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void A_second_installation_has_nothing_to_do_and_FORCE_COPY_copies_all_the_same()
    {
        example.Require();

        example.Script("install_extension.sh").Ends(0).Says("0 run, 1 cached or not needed", "nothing to do");
        example.Script("install_extension.sh", "FORCE_COPY=1").Ends(0).Says("again     /usr/lib/postgresql/17/lib/vector.so", ", 0 unchanged");
    }

    [Fact]
    public async Task Its_own_regression_tests_pass_from_the_builder_against_the_running_server()
    {
        example.Require();

        (await example.CheckAsync()).ShouldContain("# All 14 tests passed.");
    }

    [Fact]
    public async Task An_index_over_20000_vectors_is_built_and_finds_the_nearest_ones()
    {
        example.Require();
        await example.Server.AskAsync(
            "CREATE TABLE items AS SELECT n AS id, ARRAY(SELECT sin(n * k)::real FROM generate_series(1, 16) AS k)::vector(16) AS place "
                + "FROM generate_series(1, 20000) AS n"
        );
        var exact = await NearestAsync("");
        exact.Length.ShouldBe(200);

        await example.Server.AskAsync("CREATE INDEX items_place ON items USING hnsw (place vector_l2_ops)");

        (await example.Server.AskAsync($"EXPLAIN {Nearest}")).ShouldContain("Index Scan using items_place");
        (await NearestAsync("SET hnsw.ef_search = 100;")).Intersect(exact).Count().ShouldBeGreaterThan(180); // it is approximate by design
    }

    [Fact]
    public async Task Another_library_builds_the_indexes_of_its_access_methods_anew_and_no_others()
    {
        example.Require();
        await example.Server.AskAsync("CREATE TABLE \"Few\" AS SELECT n AS id, ARRAY[n, 1]::vector(2) AS place FROM generate_series(1, 100) AS n");
        await example.Server.AskAsync("CREATE INDEX \"by place\" ON \"Few\" USING hnsw (place vector_l2_ops); CREATE INDEX by_id ON \"Few\" (id)");
        var (place, id) = (await FileAsync("by place"), await FileAsync("by_id"));

        example.Script("install_extension.sh").Ends(0).Says("nothing to do");
        (await FileAsync("by place")).ShouldBe(place);
        example.Script("install_extension.sh", "FORCE_COPY=1").Ends(0).Says("done: REINDEX INDEX public.\"by place\"");

        (await FileAsync("by place")).ShouldNotBe(place);
        (await FileAsync("by_id")).ShouldBe(id);
    }

    private Task<string> FileAsync(string index) => example.Server.AskAsync($"SELECT relfilenode FROM pg_class WHERE relname = '{index}'");

    /// <summary>Of 20 vectors the ten nearest ones each.</summary>
    private const string Nearest =
        "SELECT asked.id, near.id FROM items asked, LATERAL (SELECT id FROM items ORDER BY place <-> asked.place LIMIT 10) near WHERE asked.id % 1000 = 0";

    private async Task<string[]> NearestAsync(string before) => (await example.Server.AskAsync($"{before} {Nearest}")).Split('\n');
}
