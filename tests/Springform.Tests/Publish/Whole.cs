using System.Security.Cryptography;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;

namespace Springform.Tests.Publish;

/// <summary>What must be true of a server when a publisher is done, whatever happened before.</summary>
internal static class Whole
{
    /// <summary>
    /// One release of the tag, public, published once, each asset byte for byte what was built, and at no moment a public one that was not whole.
    /// </summary>
    public static FakeRelease ShouldHoldTheRelease(this FakeGitHubServer server, IReadOnlyDictionary<string, string> assets, string tag = ReleaseProject.Tag)
    {
        var log = server.Log.ToString();
        server.Repository.Watch.Incomplete.ShouldBeEmpty(log);
        var release = server.Repository.Releases.ShouldHaveSingleItem(log);
        (release.TagName, release.Draft).ShouldBe((tag, false), log);
        server.Repository.Watch.TimesPublished(tag).ShouldBe(1, log);
        server.Repository.Assets(release.Id).ToDictionary(asset => asset.Name, BytesOf).ShouldBe(assets.ToDictionary(), ignoreOrder: true, log);
        return release;
    }

    /// <summary>Names of the assets that lie on the server as they were built.</summary>
    public static IReadOnlyList<string> Arrived(this FakeGitHubServer server, IReadOnlyDictionary<string, string> assets) =>
        [
            .. server
                .Repository.Releases.SelectMany(release => server.Repository.Assets(release.Id))
                .Where(asset => asset.State == "uploaded" && assets.GetValueOrDefault(asset.Name) == asset.Sha256)
                .Select(asset => asset.Name),
        ];

    private static string BytesOf(FakeAsset asset) =>
        asset.State == "uploaded" ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(asset.Path!))) : asset.State;
}
