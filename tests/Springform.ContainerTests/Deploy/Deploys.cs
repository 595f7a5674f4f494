namespace Springform.ContainerTests.Deploy;

/// <summary>Tests that share one image.</summary>
[CollectionDefinition(Name)]
public sealed class Deploys : ICollectionFixture<DeployWorkshop>
{
    public const string Name = "deploys";
}
