namespace Springform.FakeGitHub.Http;

/// <summary>The three hosts of a GitHub; each has an address and a port of its own here.</summary>
public enum FakeHost
{
    /// <summary>api.github.com; /api/v3 of an Enterprise server.</summary>
    Api,

    /// <summary>uploads.github.com; /api/uploads of an Enterprise server.</summary>
    Uploads,

    /// <summary>Pages, and the storage that downloads are redirected to. Must never see a token.</summary>
    Web,
}
