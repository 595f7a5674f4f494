using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A copy of examples/musl, built once for all facts about it.</summary>
public sealed class MuslBuild(Workshop workshop) : IAsyncLifetime
{
    private GitProject? project;

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    /// <summary>The one run of Dist.</summary>
    internal CliResult Built { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        if (!ExampleCopy.IsWanted || workshop.Missing is not null)
            return ValueTask.CompletedTask;
        project = ExampleCopy.Of("musl");
        project.Commit();
        Built = project.Run("--target=Dist");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (project is null)
            return;
        project.Dispose();
        await workshop.RemoveImagesAsync(IsOurs);
    }

    /// <summary>First line of every fact: skips or fails where there is nothing to look at.</summary>
    internal void Require()
    {
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        workshop.Require();
        Built.Ends(0);
    }

    private static bool IsOurs(string image) =>
        image.StartsWith("lines-", StringComparison.Ordinal) || image.StartsWith("localhost/springform/lines/", StringComparison.Ordinal);
}
