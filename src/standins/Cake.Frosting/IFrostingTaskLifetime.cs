namespace Cake.Frosting;

public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown { }
