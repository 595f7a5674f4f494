using Springform.FakeGitHub;
using Springform.Tests;

namespace Springform.ContainerTests.Publish;

/// <summary>Debian's <c>gh</c>, told that the fake is a GitHub Enterprise server; it speaks TLS only.</summary>
internal sealed class Gh(FakeGitHubServer server, LoopbackCertificate certificate, string folder)
{
    private string Host => $"localhost:{new Uri(server.Api).Port}";

    /// <summary>What a fake for gh must be: gh sends its token to every host but github.com, and so to a storage that refuses it.</summary>
    public static FakeOptions Options(LoopbackCertificate certificate) => new() { Certificate = certificate.Certificate, RedirectDownloads = false };

    /// <summary>Answer of <c>gh release ...</c>; fails when gh does.</summary>
    public string Release(params string[] words)
    {
        var environment = new Dictionary<string, string?>
        {
            ["SSL_CERT_FILE"] = certificate.TrustFile,
            ["GH_HOST"] = Host,
            ["GH_ENTERPRISE_TOKEN"] = server.Options.Token,
            ["GH_CONFIG_DIR"] = Path.Combine(folder, ".gh"),
            ["GH_NO_UPDATE_NOTIFIER"] = "1",
            ["GH_PROMPT_DISABLED"] = "1",
        };
        var result = Command.Run(folder, ["gh", "release", .. words, "--repo", $"{Host}/{server.Options.Owner}/{server.Options.Repository}"], environment);
        result.ExitCode.ShouldBe(0, $"gh release {string.Join(' ', words)}: {result.Output}{result.Error}\n{server.Log}");
        return result.Output;
    }
}
