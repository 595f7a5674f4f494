namespace Springform.Config;

/// <summary>Prereleases from a branch; a channel works without being listed here too.</summary>
public sealed record ChannelsConfig
{
    /// <summary>--channel=nightly</summary>
    public ChannelConfig Nightly { get; init; } = new();

    /// <summary>--channel=development</summary>
    public ChannelConfig Development { get; init; } = new();
}
