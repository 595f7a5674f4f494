using System.Runtime.InteropServices;
using Springform.Errors;
using Springform.Images;
using Springform.Machine;
using Springform.Names;

namespace Springform.Tests.Images;

public sealed class RootfsCacheTests
{
    /// <summary>A suite that no distribution of the table has, so that no keys need to be installed.</summary>
    internal static readonly MirrorBase Native = new("testsuite", RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64", []);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_base_is_made_once_and_named_by_its_hash()
    {
        using var host = new FakeMmdebstrap();

        var first = await host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation);
        var second = await host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation);

        second.ShouldBe(first);
        host.Count.ShouldBe(1);
        Path.GetFileName(first.Path).ShouldBe($"{Native.FileName}.{first.Sha256}.tar");
        (await File.ReadAllTextAsync(first.Path, Cancellation)).ShouldBe("rootfs");
        host.Calls.ShouldBe([
            "--variant=minbase",
            "--mode=auto",
            "--format=tar",
            $"--architectures={Native.Architecture}",
            "testsuite",
            Path.Combine(host.Cache, "bases", $"{Native.FileName}.part"),
            "SOURCE_DATE_EPOCH=1577836800",
        ]);
    }

    [Fact]
    public async Task Further_packages_make_another_base()
    {
        using var host = new FakeMmdebstrap();

        await host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation);
        var with = await host.Open().EnsureAsync(Native with { Packages = ["gcc", "make"] }, SilentOutput.Instance, Cancellation);

        host.Count.ShouldBe(2);
        host.Calls.ShouldContain("--include=gcc,make");
        Path.GetFileName(with.Path).ShouldStartWith($"{Native.FileName}-");
    }

    [Fact]
    public async Task Many_that_want_a_base_at_once_make_it_once()
    {
        using var host = new FakeMmdebstrap("sleep 0.2; printf rootfs > \"$TAR\"");

        var archives = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation)));

        archives.Distinct().ShouldHaveSingleItem();
        host.Count.ShouldBe(1);
        host.Said.All.ShouldContain($"waiting: another process makes the base {Native.FileName}");
    }

    [Fact]
    public async Task Who_cancels_waits_for_seconds_and_nothing_stays_mounted()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root mounts");
        // As mmdebstrap: it waits for a child that does not end when it is asked.
        using var host = new FakeMmdebstrap(
            "mkdir -p \"$TMPDIR/root/proc\"; mount --bind /proc \"$TMPDIR/root/proc\"; echo \"$TMPDIR\" >\"$TAR\"; echo mounted; "
                + "trap '' TERM; (trap '' TERM; tail -f /dev/null) & wait"
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var mounted = new TaskCompletionSource<string>();
        var making = host.Open().EnsureAsync(Native, new WhenMounted(() => mounted.SetResult(File.ReadAllText(Part()).Trim())), stop.Token);
        var folder = await mounted.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        (await File.ReadAllTextAsync("/proc/self/mountinfo", Cancellation)).ShouldContain($"{folder}/root/proc");

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => making);

        Directory.Exists(folder).ShouldBeFalse();
        (await File.ReadAllTextAsync("/proc/self/mountinfo", Cancellation)).ShouldNotContain(folder);
        host.Files.ShouldBeEmpty();

        string Part() => Directory.GetFiles(host.Cache, "*.part", SearchOption.AllDirectories).Single();
    }

    [Fact]
    public void What_a_killed_run_left_mounted_is_taken_off_by_the_next_one()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root mounts");
        using var cache = new TemporaryFolder();
        var note = cache.File("bases/suite-amd64.work", "");
        var folder = new RootfsWork(note).Begin();
        Directory.CreateDirectory(Path.Combine(folder, "with blank"));
        Command.Run(folder, ["mount", "--bind", "/proc", "with blank"]).ExitCode.ShouldBe(0);

        RootfsCache.Sweep(cache.Path);

        Directory.Exists(folder).ShouldBeFalse();
        Directory.Exists("/proc/self").ShouldBeTrue();
        File.Exists(note).ShouldBeFalse();
    }

    [Fact]
    public void A_note_that_names_anything_else_removes_nothing()
    {
        using var cache = new TemporaryFolder();
        var kept = cache.File("kept/file", "");
        var note = cache.File("bases/suite-amd64.work", Path.GetDirectoryName(kept)!);

        RootfsCache.Sweep(cache.Path);

        File.Exists(kept).ShouldBeTrue();
        File.Exists(note).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cache_folder_that_cannot_be_made_is_told_with_the_variable_that_names_another()
    {
        using var host = new FakeMmdebstrap();
        Directory.CreateDirectory(host.Cache);
        await File.WriteAllTextAsync(Path.Combine(host.Cache, "bases"), "in the way", Cancellation);

        var error = await Should.ThrowAsync<SpringformException>(() => host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation));

        var problem = error.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(ErrorCode.WrongFileKind);
        problem.Where.ShouldBe(Path.Combine(host.Cache, "bases"));
        problem.Fix.ShouldStartWith("set SPRINGFORM_CACHE to a folder");
    }

    [Fact]
    public async Task An_altered_archive_is_reported_and_made_again()
    {
        using var host = new FakeMmdebstrap();
        var first = await host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation);
        await File.WriteAllTextAsync(first.Path, "rootFs", Cancellation);

        var again = await host.Open().EnsureAsync(Native, first.Sha256, SilentOutput.Instance, Cancellation);

        again.ShouldBe(first);
        host.Count.ShouldBe(2);
        host.Said.All.ShouldContain(line => line.StartsWith($"warning: {first.Path} was altered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Renewing_asks_the_mirror_though_an_archive_is_here()
    {
        using var host = new FakeMmdebstrap();
        await host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation);

        var renewed = await host.Open().RenewAsync(Native, SilentOutput.Instance, Cancellation);

        host.Count.ShouldBe(2);
        (await host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation)).ShouldBe(renewed);
    }

    [Fact]
    public async Task A_mirror_that_moved_on_gives_another_hash_than_the_one_asked_for()
    {
        using var host = new FakeMmdebstrap();

        var made = await host.Open().EnsureAsync(Native, new string('a', 64), SilentOutput.Instance, Cancellation);

        made.Sha256.ShouldNotBe(new string('a', 64));
    }

    [Fact]
    public async Task A_failure_is_E307_with_the_last_lines_and_leaves_nothing()
    {
        using var host = new FakeMmdebstrap("printf half > \"$TAR\"; echo 'E: no such suite' >&2; exit 25");

        var error = await Should.ThrowAsync<SpringformException>(() => host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation));

        error.Problems[0].Code.ShouldBe(ErrorCode.BaseUnavailable);
        error.Problems[0].Details.ShouldBe(["E: no such suite"]);
        host.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_disk_is_E305()
    {
        using var host = new FakeMmdebstrap("echo 'tar: write error: No space left on device' >&2; exit 1");

        var error = await Should.ThrowAsync<SpringformException>(() => host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation));

        error.Problems[0].Code.ShouldBe(ErrorCode.DiskFull);
    }

    [Fact]
    public async Task What_a_killed_process_left_half_made_is_not_taken()
    {
        using var host = new FakeMmdebstrap();
        Directory.CreateDirectory(Path.Combine(host.Cache, "bases"));
        await File.WriteAllTextAsync(Path.Combine(host.Cache, "bases", $"{Native.FileName}.part"), "half", Cancellation);

        var made = await host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation);

        host.Files.ShouldBe([Path.GetFileName(made.Path)]);
    }

    [Fact]
    public async Task A_missing_mmdebstrap_is_E303_with_what_installs_it()
    {
        using var host = new FakeMmdebstrap();
        File.Delete(Path.Combine(host.Bin, "mmdebstrap"));

        var error = await Should.ThrowAsync<SpringformException>(() => host.Open().EnsureAsync(Native, SilentOutput.Instance, Cancellation));

        error.Problems[0].Code.ShouldBe(ErrorCode.MissingTool);
        error.Problems[0].Fix.ShouldContain("--provision");
    }

    [Theory]
    [InlineData("/own", "/xdg", "/own")]
    [InlineData("", "/xdg", "/xdg/springform")]
    [InlineData("", "", "/home/ann/.cache/springform")]
    [InlineData("", "not/absolute", "/home/ann/.cache/springform")]
    public void The_cache_lies_where_the_user_wants_it(string own, string xdg, string expected) =>
        RootfsCache
            .UserFolder(
                new ProcessEnvironment(
                    new Dictionary<string, string>
                    {
                        ["SPRINGFORM_CACHE"] = own,
                        ["XDG_CACHE_HOME"] = xdg,
                        ["HOME"] = "/home/ann",
                    }
                )
            )
            .ShouldBe(expected);

    private sealed class WhenMounted(Action then) : IOutput
    {
        public void Line(string text)
        {
            if (text == "mounted")
                then();
        }
    }
}
