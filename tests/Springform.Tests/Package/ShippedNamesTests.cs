using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Tests.Package;

/// <summary>What the systems that an archive is for cannot unpack, or would unpack as something else, is told at Package.</summary>
public sealed class ShippedNamesTests : IDisposable
{
    private readonly PackProject project = new();

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData("out/bin/tool", "../../lib/tool", "is a link that leaves the archive (../../lib/tool)")]
    [InlineData("out/bin/deep/tool", "../../../../x", "is a link that leaves the archive (../../../../x)")]
    [InlineData("out/python", "/usr/bin/python3", "is a link to a name that is absolute")]
    [InlineData("out/python", "lib/../python", "is a link that goes up again after going down (lib/../python)")]
    public async Task A_link_that_leads_out_of_the_archive_is_refused(string path, string target, string reason)
    {
        project.Track($"{Path.GetDirectoryName(path)}/file");
        project.TrackLink(path, target);
        foreach (var archive in new[] { "a.tgz", "a.zip" })
        {
            var problem = await project.RefusalAsync(project.Package(archive, new PlannedFile("out/**", null, ".")));

            problem.Code.ShouldBe(ErrorCode.UnusableName);
            problem.Code.ExitCode.ShouldBe(ExitCode.Configuration);
            problem.What.ShouldEndWith($" in the archive {reason}");
            problem.Where.ShouldBe($"step package/{archive}");
            problem.Fix.ShouldBe("make it a relative link to another file of the archive (ln -sr), pack the file itself, or leave the link out");
        }
    }

    [Fact]
    public async Task A_link_that_leads_as_far_as_the_top_is_packed()
    {
        await project.StoreAsync("compile/x86_64/1-make", ("out/lib/x.so", "x"), ("out/bin/x", "-> ../lib/x.so"), ("out/dangling", "-> nowhere"));

        var step = project.Package("a.tar", new PlannedFile("out/**", null, "."));
        await project.PackAsync(step with { Content = (PlannedFiles)step.Content with { Root = "demo" } });

        project.Listing("a.tar").ShouldBe(["demo/", "demo/bin/", "demo/bin/x", "demo/dangling", "demo/lib/", "demo/lib/x.so"]);
    }

    [Theory]
    [InlineData("doc/CON", "has the name 'CON', which is a device on Windows")]
    [InlineData("nul", "has the name 'nul', which is a device on Windows")]
    [InlineData("src/aux.txt", "has the name 'aux.txt', which is a device on Windows")]
    [InlineData("Com1.tar.gz", "has the name 'Com1.tar.gz', which is a device on Windows")]
    [InlineData("lpt² .log", "has the name 'lpt² .log', which is a device on Windows")]
    [InlineData("dot.", "has the name 'dot.', and Windows drops the dot at its end")]
    [InlineData("blank ", "has the name 'blank ', and Windows drops the blank at its end")]
    [InlineData("what?", "has a name with '?', which no file has on Windows")]
    public async Task A_name_that_no_file_has_on_Windows_is_refused_for_Windows_alone(string path, string reason)
    {
        project.Track(path);
        var step = project.Package("a.zip", new PlannedFile("**", null, null));

        foreach (var refused in new[] { On("windows/amd64", step), ForAny(step) })
        {
            var problem = await project.RefusalAsync(refused);
            (problem.Code, problem.What).ShouldBe((ErrorCode.UnusableName, $"{Quoted.Of(path)} in the archive {reason}"));
        }

        await project.PackAsync(On("darwin/arm64", step));
        await project.PackAsync(step);
    }

    [Theory]
    [InlineData("console.txt")]
    [InlineData("com10")]
    [InlineData("auxiliary/nullable.c")]
    [InlineData(".con")]
    [InlineData("a.nul")]
    [InlineData("a b.c")]
    public async Task A_name_that_only_looks_like_one_is_packed_for_Windows(string path)
    {
        project.Track(path);

        await project.PackAsync(On("windows/amd64", project.Package("a.zip", new PlannedFile("**", null, null))));
    }

    [Theory]
    [InlineData("README", "readme", "windows darwin")]
    [InlineData("doc/A/x", "doc/a/x", "windows darwin")]
    [InlineData("Straße", "STRAßE", "windows darwin")]
    [InlineData("ÄPFEL", "äpfel", "windows darwin")]
    [InlineData("caf\u00E9", "cafe\u0301", "darwin")]
    [InlineData("CAF\u00C9", "cafe\u0301", "darwin")]
    [InlineData("d/\u1EC7", "d/e\u0323\u0302", "darwin")]
    [InlineData("e\u0302\u0323", "e\u0323\u0302", "darwin")]
    [InlineData("\u304C", "\u304B\u3099", "darwin")]
    [InlineData("\uD55C\uAE00", "\u1112\u1161\u11AB\u1100\u1173\u11AF", "darwin")]
    [InlineData("\u0439", "\u0418\u0306", "darwin")]
    [InlineData("caf\u00E9", "cafe", "")]
    [InlineData("\u304C", "\u304B", "")]
    [InlineData("a b", "a  b", "")]
    public async Task Names_that_are_one_where_they_are_unpacked_are_refused_there(string one, string other, string systems)
    {
        await project.StoreAsync("compile/x86_64/1-make", ($"out/{one}", "1"), ($"out/{other}", "2"));
        var step = project.Package("a.zip", new PlannedFile("out/**", null, "."));

        await project.PackAsync(step);
        foreach (var (platform, system) in new[] { ("windows/amd64", "Windows"), ("darwin/arm64", "macOS") })
        {
            if (!systems.Split(' ').Contains(platform.Split('/')[0]))
            {
                await project.PackAsync(On(platform, step));
                continue;
            }

            var problem = await project.RefusalAsync(On(platform, step));
            problem.Code.ShouldBe(ErrorCode.UnusableName);
            problem.What.ShouldBe(
                $"{string.Join(" and ", new[] { one, other }.Order(StringComparer.Ordinal).Select(Quoted.Of))} in the archive are one name on {system}"
            );
        }
    }

    [Fact]
    public async Task Folders_that_become_one_lose_nothing()
    {
        await project.StoreAsync("compile/x86_64/1-make", ("out/Lib/a", "1"), ("out/lib/b", "2"));

        await project.PackAsync(ForAny(project.Package("a.zip", new PlannedFile("out/**", null, "."))));
    }

    private static ArtifactStep On(string platform, ArtifactStep step) => step with { Target = step.Target! with { Platform = platform } };

    private static ArtifactStep ForAny(ArtifactStep step) =>
        step with
        {
            Content = (PlannedFiles)step.Content with { Package = new PackageConfig { Platform = "any" } },
        };
}
