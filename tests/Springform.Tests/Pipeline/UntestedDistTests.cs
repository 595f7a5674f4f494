using System.Text;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Cache;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Machine;
using Springform.Pipeline;
using Springform.Plan;
using Springform.Reporting;
using Springform.Tasks;
using Springform.Tests.EndToEnd;

namespace Springform.Tests.Pipeline;

/// <summary>A dist/ that was made with --skip=Test does not count as tested; springform.lock wins over what was found out here.</summary>
public sealed class UntestedDistTests : IDisposable
{
    private const string Yaml = """
        name: hello
        version: 1.2.3
        bases: {busybox: "127.0.0.1:1/busybox:1"}
        builder: {image: hello-builder, dockerfile: builder/Dockerfile}
        targets: {small: linux/amd64}
        compile: [{run: [sh, compile.sh], inputs: [compile.sh], outputs: [hello]}]
        test: [[./hello]]
        smoke: {skip: "nothing is started here"}
        packages: [{archive: hello.tgz, files: [hello]}]

        """;

    private readonly PlainProject project = new(Yaml);

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Without_the_switch_what_was_left_out_is_asked_for_again()
    {
        await MakeWithoutTestsAsync();

        Context("Test").Work.WhyStale.ShouldBeNull();
        var whole = Context();
        whole.Work.WhyStale.ShouldBe("test/small/1-hello has not passed");
        whole.Work.Artifacts.ShouldBe(whole.Plan.Artifacts);
        whole.Work.Commands.Select(command => command.Id).ShouldContain("test/small/1-hello");
        (await Should.ThrowAsync<SpringformException>(() => new PackageTask().RunAsync(whole)))
            .Problems.ShouldHaveSingleItem()
            .What.ShouldBe("test/small/1-hello has not passed");
    }

    [Fact]
    public async Task What_passed_is_remembered_in_dist_when_its_result_is_gone()
    {
        var tested = Context();
        foreach (var command in tested.Plan.Commands.Concat(tested.Plan.Toolchains))
            await StoreAsync(tested, command);
        await FinishAsync(tested);
        Directory.Delete(project.PathOf(".springform/results"), recursive: true);

        Context().Work.WhyStale.ShouldBeNull();
    }

    [Fact]
    public async Task What_passed_for_another_archive_does_not_count_for_this_one()
    {
        var tested = Context();
        foreach (var command in tested.Plan.Commands.Concat(tested.Plan.Toolchains))
            await StoreAsync(tested, command);
        await FinishAsync(tested);
        tested.ReadLedger()!.Passed.ShouldContain("test/small/1-hello");
        project.File("compile.sh", "echo another > hello\n");

        await MakeWithoutTestsAsync();

        Context().ReadLedger()!.Passed.ShouldNotContain("test/small/1-hello");
    }

    [Fact]
    public void Without_caches_nothing_of_dist_is_taken_over()
    {
        using var plain = new PlainProject(
            "name: hello\nversion: 1.2.3\ntargets: {a: linux/amd64}\npackages: [{archive: hello.tgz, files: [compile.sh]}]\nsmoke: {skip: data}\n"
        );
        plain.Run().Ends(0);

        plain.Run().Ends(0).Says("nothing to do");
        plain.Run("--no-cache").Ends(0).Says("1 packed, 0 taken over");
    }

    [Fact]
    public void A_pin_of_springform_lock_wins_over_one_that_was_found_out_here()
    {
        var context = Context();
        context.Pins.Set(context.Plan.Bases[0], new BasePin(BaseSource.Registry, "sha256:" + new string('2', 64)));

        Context().Plan.Bases[0].Pin.ShouldBe(new BasePin(BaseSource.Registry, "sha256:" + new string('1', 64)));
    }

    [Fact]
    public void A_run_that_was_killed_while_dist_was_exchanged_gets_it_back_at_the_next_start()
    {
        using var plain = new PlainProject(
            "name: hello\nversion: 1.2.3\ntargets: {a: linux/amd64}\npackages: [{archive: hello.tgz, files: [compile.sh]}]\nsmoke: {skip: data}\n"
        );
        plain.Run().Ends(0);
        Directory.Move(plain.PathOf("dist"), plain.PathOf(".springform/dist.old"));

        plain.Run().Ends(0).Says("is back", "dist/ is up to date");
    }

    private async Task MakeWithoutTestsAsync()
    {
        var context = Context("Test");
        foreach (var command in context.Plan.Commands.Where(command => !command.IsTest).Concat(context.Plan.Toolchains))
            await StoreAsync(context, command);
        await FinishAsync(context);
    }

    private static async Task FinishAsync(BuildContext context)
    {
        await new PackageTask().RunAsync(context);
        new CheckAbiTask().Run(context);
        new DistTask().Run(context);
    }

    private static Task<Blob> StoreAsync(BuildContext context, CommandStep command) =>
        context.Results.PutAsync(
            command.Id,
            command.Key.Key,
            (stream, stop) =>
                TarArchive.WriteAsync([.. command.Outputs.Select(name => ArchiveEntry.FromBytes(name, Encoding.UTF8.GetBytes("made\n")))], stream, 0, stop),
            TestContext.Current.CancellationToken
        );

    private BuildContext Context(params string[] skip) =>
        new(
            CakeParts.Context(),
            new RunSettings(
                new Options { Skip = skip },
                project.Folder,
                new ConfigAhead(project.Folder),
                null,
                new Terminal(TextWriter.Null, TextWriter.Null, colours: false),
                ProcessEnvironment.Current(),
                TimeProvider.System,
                TestContext.Current.CancellationToken
            )
        );
}
