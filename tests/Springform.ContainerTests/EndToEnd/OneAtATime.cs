namespace Springform.ContainerTests.EndToEnd;

/// <summary>One after another: each run is a process that uses all processors itself.</summary>
[CollectionDefinition(Name)]
public sealed class OneAtATime : ICollectionFixture<Workshop>
{
    public const string Name = "end to end";
}
