using Springform.Abi.Elf;
using Springform.Repair;

namespace Springform.Tests.Repair;

/// <summary>Which of several libraries of one name a file was linked with.</summary>
public sealed class LibraryChoiceTests
{
    [Theory]
    [InlineData("/usr/lib/x86_64-linux-gnu", "/usr/local/lib", "/usr/local/lib")]
    [InlineData("/opt/foo", "/usr/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu")]
    [InlineData("/opt/rpath", "/usr/local/lib", "/opt/rpath")]
    [InlineData("/usr/x86_64-linux-gnu/lib", "/usr/lib64", "/usr/lib64")]
    [InlineData("/opt/b", "/opt/a", "/opt/a /opt/b")]
    public void The_files_own_folders_come_first_then_the_usual_ones(string one, string other, string expected) =>
        string.Join(' ', LibraryChoice.Choose([Library(one, "1"), Library(other, "2")], ["/opt/rpath"], "x86_64").Select(library => library.Folder))
            .ShouldBe(expected);

    [Fact]
    public void The_same_bytes_in_two_places_are_one_library() =>
        LibraryChoice.Choose([Library("/opt/b", "1"), Library("/opt/a", "1")], [], "x86_64").ShouldHaveSingleItem().Folder.ShouldBe("/opt/a");

    [Theory]
    [InlineData("libfoo.so.1", "libfoo-01234567.so.1")]
    [InlineData("libfoo-1.2.so.3", "libfoo-1.2-01234567.so.3")]
    [InlineData("plugin", "plugin-01234567")]
    public void The_new_name_holds_the_hash(string name, string expected) => (Library("/a", "0123456789") with { Name = name }).NewName.ShouldBe(expected);

    private static FoundLibrary Library(string folder, string hash) =>
        new("libfoo.so.1", $"{folder}/libfoo.so.1", "", hash, ElfReader.Read(new MemorySource(RepairProject.Library())));
}
