using Springform.ContainerTests.EndToEnd;
using Springform.FakeIndex;

namespace Springform.ContainerTests.Wheels;

/// <summary>
/// What three machines hand over: the legs of each base, and one leg whose backend did not make the same bytes. Made once; tests work on copies.
/// </summary>
public sealed class WheelParts(Workshop workshop) : IAsyncLifetime
{
    internal const string Password = "pypi-not-a-secret";
    private TinyWheels? project;
    private FakeIndexServer? index;

    internal TinyWheels Project => project!;

    internal FakeIndexServer Index => index!;

    public async ValueTask InitializeAsync()
    {
        index = await FakeIndexServer.StartAsync(Password);
        project = new TinyWheels(workshop, index.Address);
        var clone = Make("floor", "--only=floor-*");
        File.Copy(Path.Combine(clone, ".springform/pins.json"), project.Beside("pins.json"));
        Make("newer", "--only=newer-*");
        Make("deviant", "--only=floor-*-cp39", "FROM=deviant");
    }

    public async ValueTask DisposeAsync()
    {
        project?.Dispose();
        if (index is not null)
            await index.DisposeAsync();
    }

    internal WheelMerge Copy()
    {
        Index.Reset();
        return new WheelMerge(Project);
    }

    private string Make(string part, params string[] words)
    {
        var clone = Project.Clone();
        Project.Run(["--project", clone, "--target=Dist", .. words]).Ends(0);
        Directory.Move(Path.Combine(clone, "dist"), Project.Beside($"part-{part}"));
        return clone;
    }
}
