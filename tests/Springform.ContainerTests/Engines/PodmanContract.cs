namespace Springform.ContainerTests.Engines;

public sealed class PodmanContract(Podman engine) : EngineContract(engine), IClassFixture<Podman>;
