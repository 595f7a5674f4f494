namespace Springform.ContainerTests.EndToEnd;

/// <summary>Tests of small projects, one after another: each run is a process that uses all processors itself. Examples go on beside them.</summary>
[CollectionDefinition(Name)]
public sealed class OneAtATime
{
    public const string Name = "end to end";
}
