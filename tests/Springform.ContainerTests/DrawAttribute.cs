using System.Globalization;
using Xunit.v3;

namespace Springform.ContainerTests;

/// <summary>
/// Tests that take minutes. All of them together take longer than a change can wait for, so each run takes one draw of four, by the seed that
/// <c>--target=Test</c> prints, and SPRINGFORM_CAMPAIGNS=whole takes all. What every release needs (a whole build, the README's run, this repository's own
/// release) is in no draw, and so runs always.
/// </summary>
/// <param name="number">1 to 4; they take about as long as each other</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DrawAttribute(int number) : Attribute, ITraitAttribute
{
    public int Number => number;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Draw", number.ToString(CultureInfo.InvariantCulture))];
}
