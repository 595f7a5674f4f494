using Springform.Engine;

namespace Springform.Tests.Engine;

/// <summary>Last words of engines, recorded: docker 20.10.24, docker 26.1.5 (containerd's image store), docker 26 (graph drivers) and podman 4.3.1.</summary>
public sealed class PullMessagesTests
{
    [Theory]
    // docker 26, containerd's store
    [InlineData(
        """Error response from daemon: failed to resolve reference "docker.io/library/debian:bookworm": failed to do request: """
            + """Head "https://registry-1.docker.io/v2/library/debian/manifests/bookworm": dial tcp: lookup registry-1.docker.io on 192.0.2.53:53: """
            + """no such host"""
    )]
    [InlineData(
        """Error response from daemon: failed to resolve reference "127.0.0.1:1/a:1": failed to do request: """
            + """Head "https://127.0.0.1:1/v2/a/manifests/1": dial tcp 127.0.0.1:1: connect: connection refused"""
    )]
    [InlineData(
        """Error response from daemon: failed to resolve reference "127.0.0.1:39/a:1": failed to do request: Head "http://127.0.0.1:39/v2/a/manifests/1": EOF"""
    )]
    [InlineData(
        """Error: initializing source docker://127.0.0.1:39/a:1: pinging container registry 127.0.0.1:39: Get "http://127.0.0.1:39/v2/": http: """
            + """server closed idle connection"""
    )]
    // docker with graph drivers
    [InlineData(
        """Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection """
            + """(Client.Timeout exceeded while awaiting headers)"""
    )]
    [InlineData(
        """Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: Temporary failure in name resolution"""
    )]
    [InlineData("""Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp 192.0.2.1:443: i/o timeout""")]
    [InlineData("""Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout""")]
    [InlineData("""Error response from daemon: Get "https://registry-1.docker.io/v2/": proxyconnect tcp: dial tcp 192.0.2.1:3128: connect: no route to host""")]
    // podman
    [InlineData(
        """Error: initializing source docker://127.0.0.1:1/a:1: pinging container registry 127.0.0.1:1: Get "https://127.0.0.1:1/v2/": """
            + """dial tcp 127.0.0.1:1: connect: connection refused"""
    )]
    [InlineData(
        """Error: initializing source docker://registry.invalid/a:1: pinging container registry registry.invalid: """
            + """Get "https://registry.invalid/v2/": dial tcp: lookup registry.invalid on 192.0.2.53:53: no such host"""
    )]
    public void No_registry_answered(string words) => PullMessages.Classify([words]).ShouldBe(PullOutcome.NoRegistryAnswered);

    [Theory]
    [InlineData("Error response from daemon: manifest for debian:nope not found: manifest unknown: manifest unknown")]
    [InlineData(
        "Error response from daemon: pull access denied for nope, repository does not exist or may require 'docker login': denied: requested access "
            + "to the resource is denied"
    )]
    [InlineData(
        "Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and "
            + "upgrading: https://www.docker.com/increase-rate-limit"
    )]
    [InlineData("Error response from daemon: Head \"http://127.0.0.1:39/v2/a/manifests/1\": no basic auth credentials")]
    [InlineData("Error response from daemon: failed to resolve reference \"127.0.0.1:39/a:1\": 127.0.0.1:39/a:1: not found")]
    [InlineData(
        "Error response from daemon: failed to resolve reference \"127.0.0.1:39/a:1\": unexpected status from HEAD request to "
            + "http://127.0.0.1:39/v2/a/manifests/1: 429 Too Many Requests"
    )]
    [InlineData("Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries")]
    [InlineData("Error response from daemon: Get \"https://127.0.0.1:39/v2/\": http: server gave HTTP response to HTTPS client")]
    [InlineData("Error: initializing source docker://127.0.0.1:39/a:1: reading manifest 1 in 127.0.0.1:39/a: manifest unknown")]
    [InlineData("Error: initializing source docker://127.0.0.1:39/a:1: reading manifest 1 in 127.0.0.1:39/a: unauthorized: authentication required")]
    [InlineData("something that no row knows")]
    public void Refused(string words) => PullMessages.Classify([words]).ShouldBe(PullOutcome.Refused);

    [Fact]
    public void A_refusal_after_a_failed_try_at_a_mirror_is_final() =>
        PullMessages
            .Classify([
                "level=warning msg=\"Failed, retrying in 1s ... (1/3). Error: dial tcp 192.0.2.1:443: connect: connection refused\"",
                "Error: reading manifest 1 in registry/a: denied: requested access to the resource is denied",
            ])
            .ShouldBe(PullOutcome.Refused);
}
