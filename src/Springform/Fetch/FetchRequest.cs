using Springform.Fetch.Transfer;
using Springform.Package.Fetching;

namespace Springform.Fetch;

/// <summary>One archive that should be in its place.</summary>
/// <param name="Library">its name in springform.yaml</param>
/// <param name="Asset">as it is pinned</param>
/// <param name="Folder">full path of its place: lib/linux_amd64</param>
/// <param name="Addresses">in the order in which they are asked; the token's one last, which needs a look into the API</param>
/// <param name="FromFolder">holds archives by name, and is asked before the network; null: none</param>
internal sealed record FetchRequest(string Library, FetchAsset Asset, string Folder, IReadOnlyList<AssetAddress> Addresses, string? FromFolder)
{
    /// <summary>Asked when the release says that nothing is there; null: nobody.</summary>
    public Func<CancellationToken, Task<AssetAddress?>>? Private { get; init; }
}
