using Springform.Engine;
using Springform.Engine.Health;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Tests.Engine;

/// <summary>A machine that lacks things: a PATH of one folder.</summary>
public sealed class DoctorTests : IDisposable
{
    private static readonly string[] ProxyNames = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

    private readonly string _folder = Directory.CreateTempSubdirectory("springform-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_missing_has_a_remedy()
    {
        var rows = await ExamineAsync(TimeProvider.System);

        rows["engine"].Status.ShouldBe(DoctorStatus.Fail);
        rows["engine"].Remedy.ShouldContain("--provision");
        rows.Values.Where(row => row.Status != DoctorStatus.Ok).ShouldAllBe(row => row.Remedy.Length > 0);
    }

    [Fact]
    public async Task A_clock_behind_its_own_files_is_a_warning()
    {
        var rows = await ExamineAsync(new FixedClock(new DateTimeOffset(1999, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        rows["clock"].Status.ShouldBe(DoctorStatus.Warn);
        rows["clock"].Found.ShouldStartWith("1999-01-01 00:00:00 UTC, but");
    }

    [Fact]
    public async Task Proxies_that_containers_do_not_get_are_named()
    {
        var rows = await ExamineAsync(TimeProvider.System, KeyValuePair.Create<string, string?>("https_proxy", "http://proxy.invalid:3128"));

        rows["proxies"].Found.ShouldStartWith("HTTPS_PROXY set");
    }

    [Fact]
    public async Task A_folder_without_a_repository_is_a_warning()
    {
        (await ExamineAsync(TimeProvider.System))["repository"].Status.ShouldBe(DoctorStatus.Warn);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Dictionary<string, DoctorRow>> ExamineAsync(TimeProvider clock, params KeyValuePair<string, string?>[] variables)
    {
        var environment = ProcessEnvironment.Current().With([.. ProxyNames.Select(name => KeyValuePair.Create<string, string?>(name, null)), .. variables]);
        var processes = new ProcessRunner(environment);
        var without = new ProcessRunner(environment.With([new("PATH", _folder)]));
        var rows = await new Doctor(new EngineLocator(null, without, furtherFolders: []), processes, clock, _folder).ExamineAsync(
            new MachineNeeds(["linux/amd64"], [new MachineFile("mmdebstrapp", "mmdebstrap", "base images without a registry")]),
            Cancellation
        );
        return rows.ToDictionary(row => row.Check);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
