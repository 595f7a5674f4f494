using System.Net;
using Springform.Http;

namespace Springform.Tests.Http;

/// <summary>The one rule for redirects.</summary>
public sealed class RedirectsTests
{
    [Theory]
    [InlineData("https://registry.example/v2/a", "http://registry.example/v2/a", null)]
    [InlineData("https://registry.example/v2/a", "http://storage.example/a", null)]
    [InlineData("https://registry.example/v2/a", "http://127.0.0.1:8000/a", null)]
    [InlineData("https://registry.example/v2/a", "ftp://storage.example/a", null)]
    [InlineData("https://registry.example/v2/a", "file:///etc/passwd", null)]
    [InlineData("http://127.0.0.1:5000/v2/a", "http://storage.example/a", null)]
    [InlineData("https://registry.example/v2/a", "https://storage.example/a", "https://storage.example/a")]
    [InlineData("https://registry.example/v2/a", "/v2/b", "https://registry.example/v2/b")]
    [InlineData("http://127.0.0.1:5000/v2/a", "http://127.0.0.1:5001/a", "http://127.0.0.1:5001/a")]
    public async Task A_redirect_never_leads_out_of_encryption(string from, string location, string? followed)
    {
        var asked = new List<string>();

        var (answer, further) = await Redirects.FollowAsync(
            new Uri(from),
            Answer(location),
            (address, _) =>
            {
                asked.Add(address.ToString());
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
            }
        );

        asked.ShouldBe(followed is null ? [] : [followed]);
        answer.StatusCode.ShouldBe(followed is null ? HttpStatusCode.TemporaryRedirect : HttpStatusCode.OK);
        (further is null).ShouldBe(followed is not null);
        answer.Dispose();
    }

    [Fact]
    public async Task A_circle_ends_with_the_redirect_that_was_too_much()
    {
        var asked = 0;

        var (answer, further) = await Redirects.FollowAsync(
            new Uri("https://a.example/"),
            Answer("/"),
            (_, _) =>
            {
                asked++;
                return Task.FromResult(Answer("/"));
            }
        );

        asked.ShouldBe(Redirects.Most);
        further.ShouldBe(new Uri("https://a.example/"));
        answer.Dispose();
    }

    /// <summary>A handler made elsewhere would follow redirects by the rules of .NET.</summary>
    [Fact]
    public void Connections_are_made_in_one_place() =>
        Directory
            .GetFiles(Path.Combine(Golden.RepositoryRoot(), "src", "Springform"), "*.cs", SearchOption.AllDirectories)
            .Where(path =>
                File.ReadAllText(path).Contains("AllowAutoRedirect", StringComparison.Ordinal)
                || File.ReadAllText(path).Contains("new HttpClient(", StringComparison.Ordinal)
            )
            .Select(path => Path.GetFileName(path))
            .ShouldBe(["HttpHandlers.cs"]);

    private static HttpResponseMessage Answer(string location) =>
        new(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new Uri(location, UriKind.RelativeOrAbsolute) } };
}
