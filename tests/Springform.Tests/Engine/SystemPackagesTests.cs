using Springform.Engine;
using Springform.Engine.Health;

namespace Springform.Tests.Engine;

public sealed class SystemPackagesTests
{
    [Fact]
    public void What_apt_offers_and_has_not_installed_is_available()
    {
        const string policy = """
            docker.io:
              Installed: (none)
              Candidate: 20.10.24+dfsg1-1+deb12u1
              Version table:
                 20.10.24+dfsg1-1+deb12u1 500
            docker-buildx:
              Installed: (none)
              Candidate: (none)
              Version table:
            iptables:
              Installed: 1.8.9-2
              Candidate: 1.8.9-2
            N: Unable to locate package docker-cli
            """;

        SystemPackages.Candidates(policy).ShouldBe(["docker.io"]);
    }
}
