using Springform.ContainerTests.EndToEnd;
using Springform.FakeIndex;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Wheels;

/// <summary>A whole dist/ of wheels, and the index that they go to. Built once; uploading changes nothing in it.</summary>
public sealed class WheelDist(Workshop workshop) : IAsyncLifetime
{
    private TinyWheels? project;
    private FakeIndexServer? index;

    internal TinyWheels Project => project!;

    internal FakeIndexServer Index => index!;

    public async ValueTask InitializeAsync()
    {
        index = await FakeIndexServer.StartAsync(WheelParts.Password);
        project = new TinyWheels(workshop, index.Address);
        project.Run("--target=Dist").Ends(0);
    }

    public async ValueTask DisposeAsync()
    {
        project?.Dispose();
        if (index is not null)
            await index.DisposeAsync();
    }

    /// <summary>Nothing is built, and no engine is looked for.</summary>
    internal CliResult Upload(params string[] words) =>
        Project.Run(["--target=PublishIndex", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", $"TWINE_PASSWORD={WheelParts.Password}", .. words]);
}
