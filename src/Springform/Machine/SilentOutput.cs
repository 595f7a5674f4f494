namespace Springform.Machine;

/// <summary>Shows nothing: for short commands whose words are only wanted when they fail.</summary>
internal sealed class SilentOutput : IOutput
{
    public static readonly SilentOutput Instance = new();

    public void Line(string text) { }
}
