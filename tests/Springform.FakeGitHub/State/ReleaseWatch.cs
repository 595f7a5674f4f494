namespace Springform.FakeGitHub.State;

/// <summary>
/// Looks at the repository after every change: was a release public that was not whole? What a whole release holds is said by the test before.
/// </summary>
public sealed class ReleaseWatch
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> expected = new(StringComparer.Ordinal);
    private readonly List<Incomplete> incomplete = [];
    private readonly Dictionary<string, int> published = new(StringComparer.Ordinal);

    /// <summary>All moments at which a public release was not whole; a test wants none.</summary>
    public IReadOnlyList<Incomplete> Incomplete => [.. incomplete];

    /// <summary>How often a release of this tag went from draft, or from nothing, to public.</summary>
    public int TimesPublished(string tag) => published.GetValueOrDefault(tag);

    /// <param name="tag">of a release that is going to be</param>
    /// <param name="assets">SHA-256 by name, of every asset that belongs to it</param>
    public void Expect(string tag, IReadOnlyDictionary<string, string> assets) => expected[tag] = assets;

    internal void Published(string tag) => published[tag] = TimesPublished(tag) + 1;

    internal void Look(string after, IEnumerable<FakeRelease> releases, IReadOnlyCollection<FakeAsset> assets)
    {
        foreach (var release in releases.Where(release => !release.Draft))
        {
            var missing = expected
                .GetValueOrDefault(release.TagName, new Dictionary<string, string>())
                .Where(wanted =>
                    !assets.Any(asset => asset.ReleaseId == release.Id && asset.Name == wanted.Key && asset.State == "uploaded" && asset.Sha256 == wanted.Value)
                )
                .Select(wanted => wanted.Key)
                .ToList();
            if (missing.Count > 0)
                incomplete.Add(new Incomplete(after, release.TagName, missing));
        }
    }
}
