namespace Springform.ContainerTests.Engines;

public sealed class MachineDockerContract(MachineDocker engine) : EngineContract(engine), IClassFixture<MachineDocker>;
