namespace Springform.ContainerTests.EndToEnd;

/// <summary>Names an example in a type, because a fixture of xunit takes no values.</summary>
public interface IExample
{
    static abstract Example Example { get; }
}
