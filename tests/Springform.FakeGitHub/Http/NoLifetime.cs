using Microsoft.Extensions.Hosting;

namespace Springform.FakeGitHub.Http;

/// <summary>Signals are the process's business: ASP.NET's own lifetime would take Ctrl+C and SIGTERM away from it and end nothing.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
