using System.Collections.Concurrent;
using System.Web;
using Springform.FakeGitHub;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.Http;
using Springform.Tests;
using Springform.Tests.EndToEnd;
using Springform.Tests.Publish;

namespace Springform.ContainerTests.Publish;

/// <summary>
/// The publisher is killed at every request that it makes, and every request goes wrong: after one more run the release is whole. Real processes and a
/// real server, whose log proves that only what was missing was sent.
/// </summary>
[Draw(2)]
public sealed class EveryRequest(EveryRequest.Built built) : IClassFixture<EveryRequest.Built>
{
    private const int AtATime = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Killed_there_the_next_run_completes_the_release(bool afterHandling) =>
        AtEveryRequestAsync(
            async (number, server, project) =>
            {
                var hold = server.Faults.At(number, new Hold(afterHandling));
                using var run = project.StartPublish(server);
                var end = run.EndAsync();
                (await Task.WhenAny(hold.Reached, end)).ShouldBe(hold.Reached, $"request {number} was not made:\n{server.Log}");
                run.Signal("KILL");
                return (await end).Ends(137);
            }
        );

    [Fact]
    public Task Killed_in_the_middle_of_each_upload_the_next_run_completes_the_release() =>
        AtEachAsync(
            built.Project.Assets.Count,
            async (number, server, project) =>
            {
                var hold = server.Faults.Where(request => request.IsUpload, new Hold(AfterBytes: 7), skip: number - 1);
                using var run = project.StartPublish(server);
                var end = run.EndAsync();
                (await Task.WhenAny(hold.Reached, end)).ShouldBe(hold.Reached, $"there is no upload {number}:\n{server.Log}");
                run.Signal("KILL");
                await end;
                await server.Log.WhenIdle;
                server.Repository.Assets(server.Repository.Releases.ShouldHaveSingleItem().Id).ShouldContain(asset => asset.State == "starter");
                return await end;
            }
        );

    [Fact]
    public Task Refused_from_there_on_the_run_ends_with_7_and_the_next_completes_the_release() =>
        AtEveryRequestAsync(
            async (number, server, project) =>
            {
                server.Faults.From(number, new Refuse(500, RetryAfter: 0));
                return (await project.PublishAsync(server)).Ends(7).Says("run the same command again: it resumes");
            }
        );

    [Fact]
    public Task Carried_out_there_without_an_answer_the_same_run_completes_the_release() =>
        AtEveryRequestAsync(
            async (number, server, project) =>
            {
                server.Faults.At(number, new Drop(AfterHandling: true));
                return (await project.PublishAsync(server)).Ends(0);
            }
        );

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task What_goes_wrong_once_with_every_request_is_tried_again_in_the_same_run(Fault fault)
    {
        await using var server = await FakeGitHubServer.StartAsync();
        using var project = built.Project.Copy();
        project.PushTo(server);
        var seen = new ConcurrentDictionary<string, bool>();
        server.Faults.Where(request => seen.TryAdd($"{request.Method} {request.Path}", true), fault, times: int.MaxValue);

        (await project.PublishAsync(server)).Ends(0);

        server.ShouldHoldTheRelease(project.Assets);
        seen.Count.ShouldBeGreaterThan(5);
    }

    public static TheoryData<Fault> PassingFaults =>
        [
            new Refuse(500, RetryAfter: 0),
            new Refuse(502, AfterHandling: true, RetryAfter: 0),
            new Refuse(429, "Too many requests", RetryAfter: 0),
            Refuse.SecondaryLimit(0),
            new Drop(),
            new Drop(AfterBytes: 7),
        ];

    [Fact]
    public Task Refused_for_good_there_the_next_run_completes_the_release() =>
        AtEveryRequestAsync(
            async (number, server, project) =>
            {
                server.Faults.At(number, new Refuse(422, "Validation Failed"));
                return (await project.PublishAsync(server)).Ends(7).Says("Validation Failed");
            }
        );

    /// <summary>Each request of an undisturbed run in turn.</summary>
    private Task AtEveryRequestAsync(Func<int, FakeGitHubServer, ReleaseProject, Task<CliResult>> disturbed) => AtEachAsync(built.Requests, disturbed);

    /// <summary>Points of a <see cref="Campaign"/>, each with a server and a project of its own; then one run that nothing disturbs.</summary>
    private async Task AtEachAsync(int points, Func<int, FakeGitHubServer, ReleaseProject, Task<CliResult>> disturbed)
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            Campaign.Points(points),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (number, _) =>
            {
                await using var server = await FakeGitHubServer.StartAsync();
                using var project = built.Project.Copy();
                project.PushTo(server);
                try
                {
                    var isDone = (await disturbed(number, server, project)).ExitCode == 0;
                    await server.Log.WhenIdle;
                    server.Faults.Clear();
                    if (!isDone)
                        await ResumesAsync(server, project);
                    server.ShouldHoldTheRelease(project.Assets);
                }
                catch (Exception failure) when (failure is ShouldAssertException or TimeoutException)
                {
                    failures.Enqueue($"at {number}: {failure.Message}\n{server.Log}");
                }
            }
        );
        failures.ShouldBeEmpty(string.Join("\n\n", failures));
    }

    private static async Task ResumesAsync(FakeGitHubServer server, ReleaseProject project)
    {
        var (asked, arrived) = (server.Log.Count, server.Arrived(project.Assets));
        var before = server.Repository.Releases.SingleOrDefault();

        (await project.PublishAsync(server)).Ends(0);

        var release = server.ShouldHoldTheRelease(project.Assets);
        if (before is not null)
            release.Id.ShouldBe(before.Id, "the draft is kept");
        var further = server.Log.Requests.Skip(asked).ToList();
        further
            .Where(request => request.IsUpload)
            .Select(NameOf)
            .ShouldBe(project.Assets.Keys.Except(arrived), ignoreOrder: true, "only what was missing is sent");
        if (before is { Draft: false })
            further.ShouldNotContain(request => request.IsWrite, "a whole release is left alone");
    }

    private static string NameOf(LoggedRequest upload) => HttpUtility.ParseQueryString(upload.Path.Split('?')[1])["name"]!;

    /// <summary>The project that all points begin with, and the number of requests of a run that nothing disturbs.</summary>
    public sealed class Built : IAsyncLifetime
    {
        internal ReleaseProject Project { get; } = new();

        public int Requests { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await using var server = await FakeGitHubServer.StartAsync();
            using var project = Project.Copy();
            project.PushTo(server);
            (await project.PublishAsync(server)).Ends(0);
            server.ShouldHoldTheRelease(project.Assets);
            Requests = server.Log.Count;
        }

        public ValueTask DisposeAsync()
        {
            Project.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
