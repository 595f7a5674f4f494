namespace Springform.ContainerTests.EndToEnd;

/// <summary>A project whose tools were built, once for all facts about what tools-cache/ is good for.</summary>
public sealed class BuiltTools(Workshop workshop) : IDisposable
{
    private Sample? built;

    /// <summary>A clone with tools-cache/ of the first; the engine may have lost the images to another fact.</summary>
    internal Sample Clone()
    {
        if (built is null)
        {
            built = new Sample(workshop, hasTools: true);
            built.Run("--target=ToolsImage").Ends(0).Says("recipe say-", "recipe shout-", "0 cached, 2 built");
        }

        return new Sample(built);
    }

    public void Dispose() => built?.Dispose();
}
