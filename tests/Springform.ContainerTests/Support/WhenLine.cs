using Springform.Machine;

namespace Springform.ContainerTests.Support;

/// <summary>Does something when the first line of a kind comes.</summary>
internal sealed class WhenLine(IOutput output, Predicate<string> kind, Action then) : IOutput
{
    public void Line(string text)
    {
        output.Line(text);
        if (kind(text))
            then();
    }
}
