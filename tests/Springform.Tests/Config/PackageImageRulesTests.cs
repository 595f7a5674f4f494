namespace Springform.Tests.Config;

public sealed class PackageImageRulesTests
{
    [Fact]
    public void What_cannot_work_is_told_all_at_once() =>
        Golden.Matches(
            YamlProject.Transcript(
                Package("{files: [a]}"),
                Package("{image: ghcr.io/octo/demo, files: [a]}"),
                Package("{archive: '{target}.oci.tar', files: [a]}"),
                Package("{archive: '{target}.oci.tar', platform: any, files: [a]}"),
                Package("{archive: '{target}.tar.gz', image: ghcr.io/octo/demo, files: [a]}"),
                Package("{image: octo/demo, files: [a]}"),
                Package("{image: 'ghcr.io/octo/demo:1.0', files: [a]}"),
                Package("{image: {tags: ['{version}']}, files: [a]}"),
                Package(
                    "{archive: demo.zip, image: {repository: Octo/Demo, tags: ['{nothing}', a, a], labels: {org.opencontainers.image.version: '2', 'a b': c}}, "
                        + "platform: any, files: [a]}"
                ),
                Package("{image: {repository: ghcr.io/octo/demo, tags: []}, files: [a]}")
            )
        );

    private static string Package(string package) => $"name: demo\ntargets: {{x: linux/amd64}}\npackages: [{package}]";
}
