using Springform.Engine;
using Springform.Engine.Health;

namespace Springform.Tests.Engine;

public sealed class DoctorTableTests
{
    private static readonly DoctorRow[] Rows =
    [
        new("engine", DoctorStatus.Ok, "docker 26.1.5 (client 26.1.5, buildx), /usr/bin/docker"),
        new("linux/arm64", DoctorStatus.Fail, "does not run here", "run it with --provision as root, or: sudo apt-get install qemu-user-static binfmt-support"),
        new("disk", DoctorStatus.Warn, "3.1 GB free", "builds of images can need 10 GB: docker system prune"),
        new("mmdebstrap", DoctorStatus.Ok, "/" + new string('x', 90)),
    ];

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(50)]
    [InlineData(40)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        var lines = new DoctorTable(width).Render(Rows);

        lines.ShouldAllBe(line => line.Length <= width);
        lines.ShouldAllBe(line => line == line.TrimEnd());
    }

    [Fact]
    public void At_80_columns() => Golden.Matches(string.Join('\n', new DoctorTable(80).Render(Rows)));

    [Fact]
    public void At_50_columns() => Golden.Matches(string.Join('\n', new DoctorTable(50).Render(Rows)));

    [Fact]
    public void Nothing_looked_at_is_an_empty_table() => new DoctorTable(80).Render([]).ShouldBeEmpty();
}
