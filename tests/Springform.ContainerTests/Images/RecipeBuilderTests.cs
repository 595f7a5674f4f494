using System.Formats.Tar;
using Springform.ContainerTests.Engines;
using Springform.Errors;
using Springform.Images;
using Springform.Names;
using Springform.Plan;

namespace Springform.ContainerTests.Images;

public sealed class RecipeBuilderTests(MachineDocker docker) : IClassFixture<MachineDocker>, IAsyncLifetime
{
    private ImagesProject _project = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _project = new ImagesProject(docker);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _project.DisposeAsync();

    [Fact]
    public async Task A_recipe_becomes_one_canonical_tar_and_its_image_is_removed()
    {
        _project.File("tools/hello/hello.sh", "#!/bin/sh\necho hello\n");
        _project.File("tools/hello/COPYING", "licence\n");
        var recipe = _project.Recipe(
            "hello",
            $"""
            FROM {_project.Busybox} AS build
            ARG TOOL_ARCH
            COPY . /in/
            RUN mkdir -p /out/bin/$TOOL_ARCH /out/source/hello /out/licenses/hello \
             && cp /bin/busybox /out/bin/$TOOL_ARCH/ && cp /in/hello.sh /out/bin/$TOOL_ARCH/hello && chmod 4755 /out/bin/$TOOL_ARCH/hello \
             && ls /in > /out/source/hello/files.txt && cp /in/COPYING /out/licenses/hello/ && chown -R 7:7 /out
            FROM scratch
            COPY --from=build /out /
            """
        );
        _project.File("tools/hello/undeclared.txt", "made after the key");

        var before = await ImagesAsync(recipe);

        var first = await BuildAsync(recipe);
        var second = await BuildAsync(recipe, noCache: true);

        var entries = Entries(first);
        var kernel = Springform.Names.Platform.Of(_project.Platform).Kernel;
        entries.Keys.ShouldBe([
            "bin",
            $"bin/{kernel}",
            $"bin/{kernel}/busybox",
            $"bin/{kernel}/hello",
            "licenses",
            "licenses/hello",
            "licenses/hello/COPYING",
            "source",
            "source/hello",
            "source/hello/files.txt",
        ]);
        entries[$"bin/{kernel}/hello"].Mode.ShouldBe((UnixFileMode)0b111_101_101);
        entries["source/hello/files.txt"].Mode.ShouldBe((UnixFileMode)0b110_100_100);
        entries.Values.ShouldAllBe(entry => entry.Uid == 0 && entry.Gid == 0 && entry.ModificationTime.ToUnixTimeSeconds() == 1);
        entries["source/hello/files.txt"].Length.ShouldBe("COPYING\nhello.sh\n".Length);
        second.ShouldBe(first);
        Directory.GetFileSystemEntries(_project.Scratch).ShouldBeEmpty();
        (await ImagesAsync(recipe)).ShouldBe(before);
    }

    [Fact]
    public async Task Everything_that_a_recipe_forgot_is_named_at_once()
    {
        var recipe = _project.Recipe(
            "hello",
            $"""
            FROM {_project.Busybox} AS build
            RUN mkdir -p /out/bin/vax /out/licenses/hello && touch /out/bin/vax/hello
            FROM scratch
            COPY --from=build /out /
            """
        );

        var error = await Should.ThrowAsync<SpringformException>(() => BuildAsync(recipe));

        var kernel = Springform.Names.Platform.Of(_project.Platform).Kernel;
        error.Problems.ShouldAllBe(problem => problem.Code == ErrorCode.RecipeContents);
        error
            .Problems.Select(problem => problem.What)
            .ShouldBe([
                $"hello: /bin/vax lies outside of /bin/{kernel}/",
                $"hello: /bin/{kernel}/ has no files",
                "hello: /licenses/hello/ has no files",
                "hello: /source/hello/ has no files",
            ]);
    }

    [Fact]
    public async Task A_program_for_another_processor_is_refused()
    {
        var recipe = _project.Recipe(
            "hello",
            $"""
            FROM {_project.Busybox} AS build
            ARG TOOL_ARCH
            RUN mkdir -p /out/bin/$TOOL_ARCH /out/source/hello /out/licenses/hello && touch /out/source/hello/a /out/licenses/hello/a \
             && /bin/busybox printf '\177ELF\002\001\001\000\000\000\000\000\000\000\000\000\002\000\026\000' > /out/bin/$TOOL_ARCH/hello
            FROM scratch
            COPY --from=build /out /
            """
        );

        var error = await Should.ThrowAsync<SpringformException>(() => BuildAsync(recipe));

        error.Problems.ShouldHaveSingleItem().What.ShouldContain("is a program for s390x");
    }

    [Fact]
    public async Task A_recipe_without_programs_may_ship_sources_alone()
    {
        var recipe = _project.Recipe(
            "libhello",
            $"""
            FROM {_project.Busybox} AS build
            RUN mkdir -p /out/source/libhello /out/licenses/libhello && echo a > /out/source/libhello/a && echo b > /out/licenses/libhello/b
            FROM scratch
            COPY --from=build /out /
            """
        );

        Entries(await BuildAsync(recipe)).Keys.ShouldContain("source/libhello/a");
    }

    [Fact]
    public async Task A_last_stage_that_is_a_distribution_is_refused()
    {
        var recipe = _project.Recipe("hello", $"FROM {_project.Busybox}\nRUN busybox mv /bin /usr && busybox true || true\n");

        var error = await Should.ThrowAsync<SpringformException>(() => BuildAsync(recipe));

        error.ExitCode.ShouldBe(ExitCode.StepFailed);
    }

    [Fact]
    public async Task A_recipe_that_fails_to_compile_is_E401_with_its_last_lines()
    {
        var recipe = _project.Recipe("hello", $"FROM {_project.Busybox}\nRUN echo this is why >&2; false\n");

        var error = await Should.ThrowAsync<SpringformException>(() => BuildAsync(recipe));

        error.Problems[0].Code.ShouldBe(ErrorCode.ImageBuildFailed);
        error.Message.ShouldContain("this is why");
        Directory.GetFileSystemEntries(_project.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_changed_after_it_was_keyed_stops_the_build()
    {
        _project.File("tools/hello/hello.c", "int a;");
        var recipe = _project.Recipe("hello", $"FROM {_project.Busybox}\nCOPY . /\n");
        _project.File("tools/hello/hello.c", "int b;");

        var error = await Should.ThrowAsync<SpringformException>(() => BuildAsync(recipe));

        error.Problems[0].Code.ShouldBe(ErrorCode.MissingInput);
        error.Problems[0].What.ShouldBe("tools/hello/hello.c changed while it was used");
    }

    private async Task<byte[]> BuildAsync(RecipeStep recipe, bool noCache = false)
    {
        using var result = new MemoryStream();
        var settings = ImagesProject.Settings with { NoCache = noCache };
        await new RecipeBuilder(_project.Engine, _project.Folder, _project.Scratch).BuildAsync(recipe, result, settings, _project.Log, Cancellation);
        return result.ToArray();
    }

    private async Task<string> ImagesAsync(RecipeStep recipe) =>
        (
            await docker.Processes.CaptureAsync(new(docker.Info.Executable, ["images", "--quiet", $"localhost/springform/recipe/{recipe.Id}"]), Cancellation)
        ).Output;

    private static Dictionary<string, TarEntry> Entries(byte[] tar)
    {
        using var reader = new TarReader(new MemoryStream(tar));
        var entries = new Dictionary<string, TarEntry>();
        while (reader.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry.Name.TrimEnd('/'), entry);
        return entries;
    }
}
