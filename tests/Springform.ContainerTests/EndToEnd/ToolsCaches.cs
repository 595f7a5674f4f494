namespace Springform.ContainerTests.EndToEnd;

/// <summary>tools-cache/: one verified blob per recipe, never believed for being there.</summary>
[Draw(2)]
[Collection(OneAtATime.Name)]
public sealed class ToolsCaches(Workshop workshop, BuiltTools tools) : IClassFixture<BuiltTools>
{
    [Fact]
    public void Touching_one_recipe_rebuilds_that_recipe_alone()
    {
        using var project = tools.Clone();
        project.File("tools/shout/notes.txt", "changed");

        project.Run("--target=ToolsImage").Ends(0).Says("recipe shout-", "1 cached, 1 built").SaysNot("recipe say-");
    }

    [Fact]
    public async Task With_an_empty_engine_a_flipped_byte_is_reported_and_rebuilt()
    {
        using var project = tools.Clone();
        await project.EmptyEngineAsync();
        Flip(project.BlobOf("say"));

        project
            .Run("--target=ToolsImage")
            .Ends(0)
            .Says("warning: ", "is not what was stored for say-", "recipe say-", "1 cached, 1 built")
            .SaysNot("recipe shout-");
    }

    [Fact]
    public void A_truncated_blob_is_reported_and_rebuilt_although_the_engine_has_the_image()
    {
        using var project = tools.Clone();
        project.Run("--target=ToolsImage").Ends(0).Says("2 cached, 0 built");
        using (var blob = File.OpenWrite(project.BlobOf("say")))
            blob.SetLength(100);

        project.Run("--target=ToolsImage").Ends(0).Says("is not what was stored for say-", "1 cached, 1 built");
    }

    [Fact]
    public void Swapped_blobs_are_reported_and_rebuilt()
    {
        using var project = tools.Clone();
        var (say, shout) = (project.BlobOf("say"), project.BlobOf("shout"));
        File.Move(say, say + ".aside");
        File.Move(shout, say);
        File.Move(say + ".aside", shout);

        project.Run("--target=ToolsImage").Ends(0).Says("is not what was stored for say-", "is not what was stored for shout-", "0 cached, 2 built");
    }

    [Fact]
    public void A_cache_action_that_says_hit_is_verified_all_the_same()
    {
        using var project = tools.Clone();
        Flip(project.BlobOf("shout"));

        project.Run("--target=ToolsImage", "TOOLS_CACHE_HIT=true").Ends(0).Says("is not what was stored for shout-", "1 cached, 1 built");
    }

    [Fact]
    public async Task An_empty_engine_gets_its_tools_image_from_the_blobs_alone()
    {
        using var project = tools.Clone();
        await project.EmptyEngineAsync();

        project.Run("--target=ToolsImage").Ends(0).Says("2 cached, 0 built").SaysNot("recipe ");

        (await project.ImagesAsync()).ShouldContain(image => image.Contains("-tools", StringComparison.Ordinal));
    }

    [Fact]
    public void Skipping_the_cache_builds_again_and_refreshes_it()
    {
        using var project = new Sample(workshop, hasTools: true);
        // Each build of it is another: the blob's name tells which one is kept.
        project.Replace("tools/say/Dockerfile", "RUN echo say >", "RUN cat /proc/sys/kernel/random/uuid >");
        project.Run("--target=ToolsImage").Ends(0);
        var (before, other) = (project.BlobOf("say"), project.BlobOf("shout"));

        project.Run("--target=ToolsImage", "SKIP_TOOLS_CACHE=1").Ends(0).Says("recipe say-", "recipe shout-", "0 cached, 2 built");

        project.BlobOf("shout").ShouldBe(other);
        project.BlobOf("say").ShouldNotBe(before);
        project.Run("--target=ToolsImage").Ends(0).Says("2 cached, 0 built");
    }

    [Fact]
    public void CleanToolsCache_removes_it_and_the_next_build_makes_it_anew()
    {
        using var project = tools.Clone();

        project.RunWithoutEngine("--target=CleanToolsCache").Ends(0);

        Directory.Exists(project.PathOf("tools-cache")).ShouldBeFalse();
        project.Run("--target=ToolsImage").Ends(0).Says("0 cached, 2 built");
    }

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
