using Springform.FakeGitHub;
using Springform.Tests.EndToEnd;

namespace Springform.Tests.Publish;

/// <summary>A release whose files are signed: signatures are assets, and nothing is uploaded without them.</summary>
public sealed class SignedReleases
{
    private const string Signed = """
        {github: {}}
        signatures:
          - {command: {sign: 'sha512sum < "$FILE" > "$SIGNATURE"; test "$LEVEL" = good', verify: 'sha512sum < "$FILE" | cmp - "$SIGNATURE"', suffix: .sum}}
        """;

    [Fact]
    public async Task Signatures_are_made_before_the_first_upload_and_are_assets()
    {
        await using var server = await FakeGitHubServer.StartAsync();
        using var project = new ReleaseProject(Signed);
        project.PushTo(server);

        (await project.PublishAsync(server, "LEVEL=bad")).Ends(1).Says("E521 signatures[0].command.sign ended with exit code 1");
        server.Repository.Releases.ShouldBeEmpty();
        (await project.PublishAsync(server, "--exclusive", "LEVEL=good")).Ends(6).Says("E602 dist/ lacks the signature checksums.txt.sum");
        server.Repository.Releases.ShouldBeEmpty();

        project.Run("--target=Sign", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", "LEVEL=good").Ends(0);
        server.Repository.Watch.Expect(ReleaseProject.Tag, project.Assets);
        (await project.PublishAsync(server, "LEVEL=bad")).Ends(0).Says("is public", "nothing to do: 1 signature verified");
        server.Repository.Assets(server.Repository.Releases.ShouldHaveSingleItem().Id).Select(asset => asset.Name).ShouldContain("checksums.txt.sum");
        (await project.PublishAsync(server)).Ends(0).Says("nothing to do");
    }
}
