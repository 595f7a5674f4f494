namespace Springform.ContainerTests.Engines;

[Draw(2)]
public sealed class PodmanContract(Podman engine) : EngineContract(engine), IClassFixture<Podman>;
