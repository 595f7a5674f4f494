namespace Springform.Tests.Config;

public sealed class PublisherRulesTests
{
    private const string Head = "name: demo\ntargets: {a: linux/amd64}\npackages: [{archive: demo.tgz, files: [a]}]\n";
    private const string Release = "release: {github: {repository: octo/demo}}\n";

    [Fact]
    public void Publishers_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                Head
                    + Release
                    + "publishers: [{name: tap, run: [./tap.sh, '{file}', '{tag}'], files: ['*.rb', '!a.rb'], env: {A: '{url}'}, secrets: [TOKEN], "
                    + "channels: [stable, prerelease], timeout: 90s}, {name: news, run: 'echo {version} {page} $HOME'}]",
                Head + Release + "publishers: []",
                Head + "publishers: [{name: tap, run: [a]}]",
                Head + Release + "publishers: [{run: [a]}, {name: tap}, {name: 'a b', run: [a]}, {name: tap, run: ['']}, {name: TAP, run: [a]}]",
                Head + Release + "publishers: [{name: tap, run: [a, '{file}', '{target}', '{nothing}'], env: {A: '{sha256}', 'b c': x}}]",
                Head
                    + Release
                    + "publishers: [{name: tap, run: [a], files: [], channels: []}, {name: two, run: [a], files: ['!a', '../b', '[c]'], "
                    + "channels: [stable, stable, weekly], timeout: soon, env: {T: x}, secrets: [T, 'a b']}]"
            )
        );

    [Fact]
    public void Formulas_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                Head + Release + "homebrew: {description: Demo, homepage: 'https://example.org', license: MIT OR ISC, programs: [bin/demo]}",
                Head + Release + "homebrew: {}",
                Head + "scoop: {description: Demo, homepage: 'https://example.org', license: MIT, programs: [demo.exe]}",
                Head
                    + Release
                    + "homebrew: {name: Demo, description: '', homepage: example.org, license: MIT OR ISC AND X11, programs: [bin/demo, sbin/demo, /a, '']}",
                Head
                    + Release
                    + "scoop: {name: 1demo, description: \"a\\u202Eb\", homepage: 'https://ann:secret@example.org', license: 'the MIT one', "
                    + "programs: [], archives: []}",
                "name: 0demo\ntargets: {a: linux/amd64}\n"
                    + Release
                    + "homebrew: {description: Demo, homepage: 'https://example.org', license: MIT, programs: [demo], archives: ['[a]']}"
            )
        );
}
