using System.Net;
using Springform.Http;
using Springform.Names;

namespace Springform.Publish.GitHub;

/// <summary>The repository that is released to.</summary>
/// <param name="Api">with a slash at its end: https://api.github.com/, https://github.example.com/api/v3/</param>
internal sealed record GitHubRepository(Uri Api, string Owner, string Name)
{
    public static readonly Uri GitHubApi = ReleaseAddress.GitHubApi;

    /// <summary>github.com itself, no Enterprise server and no test's.</summary>
    public bool IsOnGitHub => Api == GitHubApi;

    /// <summary>Where people find the release of a tag, which need not be there yet.</summary>
    public ReleaseAddress Release(string tag) => new(Api, ToString(), tag);

    /// <summary>Plain HTTP is spoken with this machine only; what the API's answers name must be as safe as the API is.</summary>
    public bool Trusts(Uri address) => Redirects.IsSafe(Api, address);

    /// <param name="doing">for the message: upload of a.tgz</param>
    /// <exception cref="GitHubRefusalException">it is not trusted</exception>
    internal Uri Trusted(Uri address, string doing) =>
        Trusts(address)
            ? address
            : throw new GitHubRefusalException(
                doing,
                HttpStatusCode.BadRequest,
                $"the API names an address that is not https: {address.Scheme}://{address.Host}"
            );

    /// <summary>OWNER/NAME</summary>
    public override string ToString() => $"{Owner}/{Name}";
}
