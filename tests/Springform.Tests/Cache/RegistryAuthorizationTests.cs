using System.Net;
using System.Net.Http.Headers;
using Springform.Machine;
using Springform.Registry;

namespace Springform.Tests.Cache;

public sealed class RegistryAuthorizationTests
{
    [Fact]
    public async Task Of_requests_that_were_refused_together_each_is_sent_again_and_what_was_refused_is_not_sent_twice()
    {
        using var http = new HttpMessageInvoker(new HttpClientHandler());
        using var refused = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue("Basic", "realm=\"cache\""));
        var login = new Dictionary<string, string> { ["SPRINGFORM_REGISTRY_USER"] = "ann", ["SPRINGFORM_REGISTRY_PASSWORD"] = "correct-horse-battery" };
        using var authorization = new RegistryAuthorization(
            RegistryAddress.Parse("127.0.0.1:1/cache", "cache.registry"),
            new RegistryCredentials(new ProcessRunner(new ProcessEnvironment(login))),
            http
        );

        (await AnswerAsync(null)).ShouldBeTrue();
        (await AnswerAsync(null)).ShouldBeTrue("it was sent before the first one was answered");
        (await AnswerAsync(authorization.Header)).ShouldBeFalse();

        Task<bool> AnswerAsync(AuthenticationHeaderValue? sent) => authorization.AnswerAsync(refused.Headers, sent, TestContext.Current.CancellationToken);
    }
}
