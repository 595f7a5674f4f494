using Springform.Engine;
using Springform.Machine;

namespace Springform.ContainerTests.Engines;

/// <summary>The docker that this machine runs: 26 or later with buildx where the suite counts.</summary>
public sealed class MachineDocker : EngineUnderTest
{
    internal override EngineKind Kind => EngineKind.Docker;

    private protected override Task<ProcessEnvironment> StartAsync(string folder, CancellationToken cancellation) =>
        Task.FromResult(ProcessEnvironment.Current());
}
