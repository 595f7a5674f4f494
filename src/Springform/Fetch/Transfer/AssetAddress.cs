namespace Springform.Fetch.Transfer;

/// <summary>Where a file is to be had.</summary>
/// <param name="Uri">https, or http on this machine</param>
/// <param name="Kind">for people: "the release", "a mirror"</param>
/// <param name="Token">goes to this address alone, never to where it redirects; null: none</param>
internal sealed record AssetAddress(Uri Uri, string Kind, string? Token = null);
