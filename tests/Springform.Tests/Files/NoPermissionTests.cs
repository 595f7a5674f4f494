using Springform.Abi;
using Springform.Archives;
using Springform.Config.Reading;
using Springform.Errors;
using Springform.Files;
using Springform.Plan;

namespace Springform.Tests.Files;

/// <summary>A file that may not be read is told as that, with its path, and not as a missing file or a damaged one.</summary>
public sealed class NoPermissionTests
{
    /// <summary>A setting of the kernel that is only written: root may not read it either.</summary>
    private const string Unreadable = "/proc/sys/vm/compact_memory";

    [Fact]
    public async Task A_file_that_is_packed()
    {
        using var output = new MemoryStream();
        var entry = ArchiveEntry.FromFile("a", Unreadable);

        Told(
            (
                await Should.ThrowAsync<SpringformException>(
                    new ArchivePacker(1).PackAsync([entry], ArchiveFormats.Tar, output, 0, TestContext.Current.CancellationToken)
                )
            ).Problems
        );
    }

    [Fact]
    public void The_configuration() => Told(Should.Throw<SpringformException>(() => SourceText.ReadBytes(Unreadable, "springform.yaml", "")).Problems);

    [Fact]
    public void A_file_whose_binary_interface_is_asked_for() => Told(new AbiReader().Read(Unreadable, TestContext.Current.CancellationToken).Unreadable);

    private static void Told(IReadOnlyList<Problem> problems)
    {
        var problem = problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where, problem.What).ShouldBe((ErrorCode.NoPermission, Unreadable, "the operating system does not permit it"));
    }
}
