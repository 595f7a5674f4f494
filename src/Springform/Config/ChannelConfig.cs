namespace Springform.Config;

/// <summary>One channel of prereleases.</summary>
public sealed record ChannelConfig
{
    /// <summary>The only branch that it is published from. Default: any.</summary>
    public string? Branch { get; init; }

    /// <summary>How many of its prereleases stay: older ones are deleted with their tags when a new one is public. Default: all.</summary>
    public int? Keep { get; init; }
}
