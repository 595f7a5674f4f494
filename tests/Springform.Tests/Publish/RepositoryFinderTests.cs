using Springform.Config;
using Springform.Errors;
using Springform.Machine;
using Springform.Publish;
using Springform.Publish.GitHub;

namespace Springform.Tests.Publish;

public sealed class RepositoryFinderTests
{
    [Theory]
    [InlineData("https://github.com/octo/hello.git", "octo/hello", "https://api.github.com/")]
    [InlineData("https://github.com/octo/hello", "octo/hello", "https://api.github.com/")]
    [InlineData("https://user:secret@github.com/octo/hello.git/", "octo/hello", "https://api.github.com/")]
    [InlineData("git@github.com:octo/hello.git", "octo/hello", "https://api.github.com/")]
    [InlineData("ssh://git@ssh.github.com:443/octo/hello.git", "octo/hello", "https://api.github.com/")]
    [InlineData("git@github.example.com:octo/he.llo.git", "octo/he.llo", "https://github.example.com/api/v3/")]
    public void The_remote_named_origin_says_repository_and_server(string origin, string repository, string api)
    {
        var found = Find(new GitHubConfig(), origin);

        (found.ToString(), found.Api.ToString()).ShouldBe((repository, api));
    }

    [Fact]
    public void Actions_say_it_before_the_remote_and_the_configuration_before_both()
    {
        string[] variables = ["GITHUB_REPOSITORY=a/b", "GITHUB_API_URL=https://ghe.example.com/api/v3"];

        Find(new GitHubConfig(), "git@github.com:octo/hello.git", variables)
            .ShouldBe(new GitHubRepository(new Uri("https://ghe.example.com/api/v3/"), "a", "b"));
        Find(new GitHubConfig { Repository = "c/d", Api = "https://other.example.com/api/v3/" }, null, variables)
            .ShouldBe(new GitHubRepository(new Uri("https://other.example.com/api/v3/"), "c", "d"));
    }

    [Theory]
    [InlineData("http://github.example.com/api/v3")]
    [InlineData("https://user:secret@github.example.com/api/v3")]
    [InlineData("https://github.example.com/api/v3?x=secret")]
    [InlineData("ftp://github.example.com/")]
    public void A_token_goes_to_no_address_that_is_not_plain_https(string api)
    {
        var error = Should.Throw<SpringformException>(() => Find(new GitHubConfig(), "git@github.com:octo/hello.git", $"GITHUB_API_URL={api}"));

        error.Problems[0].Code.ShouldBe(ErrorCode.NoReleaseServer);
        error.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/home/somebody/hello.git")]
    [InlineData("https://github.com/hello")]
    public void Without_a_name_the_error_says_where_one_can_be_given(string? origin) =>
        Should.Throw<SpringformException>(() => Find(new GitHubConfig(), origin)).Problems[0].Fix.ShouldContain("release.github.repository");

    [Fact]
    public void The_token_is_GITHUB_TOKEN_then_GH_TOKEN_and_its_text_is_never_shown()
    {
        var token = GitHubToken.Of(Environment("GITHUB_TOKEN=", "GH_TOKEN= ghp_second \n"));

        token.Value.ShouldBe("ghp_second");
        GitHubToken.Of(Environment("GITHUB_TOKEN=ghp_first", "GH_TOKEN=ghp_second")).Value.ShouldBe("ghp_first");
        $"{token}".ShouldBe("***");
    }

    [Fact]
    public void A_token_that_cannot_be_a_header_is_refused_without_being_shown()
    {
        var error = Should.Throw<SpringformException>(() => GitHubToken.Of(Environment("GITHUB_TOKEN=ghp_one\nghp_two")));

        error.ToString().ShouldNotContain("ghp_");
        Should.Throw<SpringformException>(() => GitHubToken.Of(Environment())).Problems[0].Fix.ShouldContain("contents: write");
    }

    private static GitHubRepository Find(GitHubConfig config, string? origin, params string[] variables) =>
        new RepositoryFinder(config, Environment(variables), origin).Find();

    private static ProcessEnvironment Environment(params string[] variables) =>
        new(variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]));
}
