namespace Springform.ContainerTests.Engines;

public sealed class Docker2010Contract(Docker2010 engine) : EngineContract(engine), IClassFixture<Docker2010>;
