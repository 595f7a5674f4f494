namespace Springform.ContainerTests.Engines;

[Draw(1)]
public sealed class MachineDockerContract(MachineDocker engine) : EngineContract(engine), IClassFixture<MachineDocker>;
