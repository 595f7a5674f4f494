namespace Springform.ContainerTests.Engines;

[Draw(3)]
public sealed class Docker2010Contract(Docker2010 engine) : EngineContract(engine), IClassFixture<Docker2010>;
