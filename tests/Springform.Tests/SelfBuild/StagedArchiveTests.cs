using Build.Sdk;
using Springform.Archives;

namespace Springform.Tests.SelfBuild;

public sealed class StagedArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Tar => Path.Combine(_folder.Path, "sdk", "dotnet.tar");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_archive_remembers_what_it_was_made_of()
    {
        await WriteAsync("sdk 10.0.401");

        new StagedArchive(Tar).IsMadeOf("sdk 10.0.401").ShouldBeTrue();
        new StagedArchive(Tar).IsMadeOf("sdk 10.0.402").ShouldBeFalse();
    }

    [Fact]
    public async Task A_changed_archive_is_not_taken_for_ours()
    {
        await WriteAsync("sdk");
        await File.AppendAllTextAsync(Tar, "more", TestContext.Current.CancellationToken);

        new StagedArchive(Tar).IsIntact.ShouldBeFalse();
    }

    [Fact]
    public async Task An_archive_whose_writing_failed_is_not_taken_for_the_one_before()
    {
        await WriteAsync("sdk");
        var entry = ArchiveEntry.FromStream("dotnet", () => throw new IOException("gone"), 1);

        await Should.ThrowAsync<IOException>(() => new StagedArchive(Tar).WriteAsync("other", [entry], TestContext.Current.CancellationToken));
        new StagedArchive(Tar).IsIntact.ShouldBeFalse();
    }

    [Fact]
    public void Without_an_archive_nothing_is_intact() => new StagedArchive(Tar).IsIntact.ShouldBeFalse();

    private Task WriteAsync(string identity) =>
        new StagedArchive(Tar).WriteAsync(identity, [ArchiveEntry.FromBytes("dotnet", "x"u8.ToArray())], TestContext.Current.CancellationToken);
}
