namespace Springform.ContainerTests.Engines;

[Draw(4)]
public sealed class PodmanContract(Podman engine) : EngineContract(engine), IClassFixture<Podman>;
