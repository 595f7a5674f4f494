using System.Text.RegularExpressions;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>--target=UpdatePins against a registry on loopback.</summary>
public sealed class Pins(Workshop workshop)
{
    [Fact]
    public void The_registrys_digests_go_into_the_lock_and_a_build_uses_them()
    {
        using var project = new Sample(workshop, hasTools: true);

        project.Run("--target=UpdatePins").Ends(0).Says("1 base images pinned in springform.lock");

        var digest = Regex.Match(Read(project), "sha256:[0-9a-f]{64}").Value;
        digest.ShouldNotBeEmpty();
        project.Run("--target=BaseImages").Ends(0).Says("1 pinned, 0 resolved");
        project.Run("--target=Plan", "--output=json").Ends(0).Says(digest);
    }

    [Fact]
    public void A_base_that_no_registry_answers_for_is_named_and_the_lock_stays_as_it_was()
    {
        using var project = new Sample(workshop, hasTools: true);
        project.Run("--target=UpdatePins").Ends(0);
        var before = Read(project);
        // Nobody listens on port 1.
        project.File("builder/Dockerfile", "ARG TOOLS_IMAGE\nFROM ${TOOLS_IMAGE} AS tools\nFROM 127.0.0.1:1/gone:1\nCOPY --from=tools /bin /tools/bin\n");

        project.Run("--target=UpdatePins").Ends(4).Says("E307", "127.0.0.1:1/gone:1", "springform.lock");

        Read(project).ShouldBe(before);
    }

    private static string Read(Sample project) => File.ReadAllText(project.PathOf("springform.lock"));
}
