namespace Springform.Images;

/// <summary>One archive that apt reads on this host.</summary>
/// <param name="Suite">with its pocket: bookworm, bookworm-updates, bookworm-security</param>
internal sealed record AptSource(string Uri, string Suite)
{
    /// <summary>bookworm-security -> bookworm</summary>
    public string Release => Suite.Split('-', '/')[0];

    /// <summary>updates, security, ...; empty for the release itself.</summary>
    public string Pocket => Suite.Length == Release.Length ? "" : Suite[(Release.Length + 1)..];
}
