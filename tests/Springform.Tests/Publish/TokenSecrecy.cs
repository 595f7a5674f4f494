using Springform.FakeGitHub;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.Http;

namespace Springform.Tests.Publish;

/// <summary>The token is sent to the API and to the upload address, and is in nothing else that anybody could read.</summary>
public sealed class TokenSecrecy : IDisposable
{
    private readonly ReleaseProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task It_is_in_no_log_no_file_no_error_and_no_process_list()
    {
        await using var server = await FakeGitHubServer.StartAsync();
        project.PushTo(server);
        var token = server.Options.Token;
        var hold = server.Faults.Where(request => request.IsUpload, new Hold());
        server.Faults.Where(request => request.IsUpload, new Refuse(500, $"the server repeats it: {token}", RetryAfter: 0), times: int.MaxValue);

        using var run = project.StartPublish(
            server,
            "--verbosity=diagnostic",
            "GITHUB_ACTIONS=true",
            $"GITHUB_STEP_SUMMARY={project.Beside("summary.md")}",
            $"GITHUB_OUTPUT={project.Beside("outputs")}"
        );
        await hold.Reached;
        var processes = Directory.GetDirectories("/proc").SelectMany(CommandLine).ToList();
        hold.GoOn();
        var result = (await run.EndAsync()).Ends(7);

        processes.ShouldContain(line => line.Contains("Build.dll", StringComparison.Ordinal), "the publisher is looked at as well");
        processes.ShouldNotContain(line => line.Contains(token, StringComparison.Ordinal));
        result.SaysNot(token);
        Holders(token).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_goes_to_no_other_host_when_a_download_is_redirected()
    {
        await using var server = await FakeGitHubServer.StartAsync(new FakeOptions { Digests = false });
        project.PushTo(server);

        (await project.PublishAsync(server)).Ends(0);

        server.Log.Requests.ShouldContain(request => request.Host == FakeHost.Web);
        foreach (var request in server.Log.Requests)
            (request.Authorization?.EndsWith(server.Options.Token, StringComparison.Ordinal) ?? false).ShouldBe(
                request.Host != FakeHost.Web,
                request.ToString()
            );
    }

    private IEnumerable<string> Holders(string token) =>
        Directory
            .GetFiles(Path.GetDirectoryName(project.Folder)!, "*", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains(token, StringComparison.Ordinal));

    private static IEnumerable<string> CommandLine(string folder)
    {
        try
        {
            return [File.ReadAllText(Path.Combine(folder, "cmdline"))];
        }
        catch (IOException)
        {
            return []; // no process, or it has ended
        }
    }
}
