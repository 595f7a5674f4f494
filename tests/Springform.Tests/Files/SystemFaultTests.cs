using System.ComponentModel;
using System.Diagnostics;
using Springform.Errors;
using Springform.Files;

namespace Springform.Tests.Files;

/// <summary>
/// What the operating system refuses, each provoked for real where a test can: right code, the path as the place, and no class of .NET in either.
/// </summary>
public sealed class SystemFaultTests
{
    [Fact]
    public void A_full_disk_is_told_with_the_file_that_did_not_fit()
    {
        using var disk = new TinyDisk(64);
        var file = Path.Combine(disk.Path, "big");

        Told(() => File.WriteAllBytes(file, new byte[1 << 20])).ShouldBe((ErrorCode.DiskFull, file));
    }

    [Fact]
    public void A_name_that_is_too_long_and_a_path_that_is_too_deep_are_told()
    {
        using var folder = new TemporaryFolder();
        var name = Path.Combine(folder.Path, new string('x', 256));
        var path = Path.Combine([folder.Path, .. Enumerable.Repeat(new string('d', 100), 45)]);

        Told(() => File.WriteAllText(name, "")).ShouldBe((ErrorCode.TooLong, name));
        Told(() => Directory.CreateDirectory(path)).Code.ShouldBe(ErrorCode.TooLong);
    }

    [Fact]
    public void A_folder_where_a_file_should_be_is_not_a_missing_right()
    {
        using var folder = new TemporaryFolder();

        Told(() => File.ReadAllBytes(folder.Path)).ShouldBe((ErrorCode.WrongFileKind, folder.Path));
    }

    [Fact]
    public void A_file_where_a_folder_should_be_is_told()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");

        Told(() => File.WriteAllText(Path.Combine(file, "below"), "")).Code.ShouldBe(ErrorCode.WrongFileKind);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_named_itself()
    {
        using var folder = new TemporaryFolder();
        var link = Path.Combine(folder.Path, "link");
        File.CreateSymbolicLink(link, "/nonexistent/place");

        Told(() => File.WriteAllText(Path.Combine(link, "below"), "")).ShouldBe((ErrorCode.WrongFileKind, link));
    }

    [Fact]
    public void Links_in_a_circle_are_told()
    {
        using var folder = new TemporaryFolder();
        var link = Path.Combine(folder.Path, "link");
        File.CreateSymbolicLink(link, "link");

        Told(() => File.ReadAllText(link)).ShouldBe((ErrorCode.WrongFileKind, link));
    }

    [Theory]
    [InlineData(13, "E312")]
    [InlineData(30, "E313")]
    [InlineData(24, "E316")]
    [InlineData(5, "E317")]
    [InlineData(122, "E305")]
    public void Each_refusal_has_its_code_and_keeps_the_path(int number, string code)
    {
        var failure = new IOException("the system's words : '/a/b c'", number);

        Told(() => throw failure).ShouldBe((All(code), "/a/b c"));
    }

    [Fact]
    public void A_missing_right_is_no_missing_tool()
    {
        Told(() => throw new UnauthorizedAccessException("Access to the path '/a' is denied.", new IOException("Permission denied", 13)))
            .ShouldBe((ErrorCode.NoPermission, "/a"));
    }

    [Fact]
    public void A_missing_program_and_arguments_that_are_too_long_are_told()
    {
        Told(() => Process.Start("/nonexistent/program")).Code.ShouldBe(ErrorCode.MissingTool);
        Told(() => Process.Start("/bin/true", [new string('x', 200_000)])).Code.ShouldBe(ErrorCode.TooLong);
    }

    [Fact]
    public void A_part_of_the_program_that_cannot_be_loaded_is_no_file_of_the_users()
    {
        var problem = SystemFault
            .Explain(new FileNotFoundException("Could not load file or assembly", "System.ComponentModel, Version=10.0.0.0, Culture=neutral"))!
            .Problems.ShouldHaveSingleItem();

        (problem.Code, problem.What, problem.Where).ShouldBe(
            (ErrorCode.LimitReached, "System.ComponentModel, a part of this program, could not be loaded", "this machine")
        );
        problem.Fix.ShouldContain("ulimit -n");
    }

    [Fact]
    public void What_the_system_did_not_refuse_stays_what_it_is()
    {
        foreach (
            var failure in new Exception[]
            {
                new IOException("other"),
                new IOException("Broken pipe", 32),
                new Win32Exception(99),
                new InvalidOperationException(),
                new EndOfStreamException(),
            }
        )
            SystemFault.Explain(failure).ShouldBeNull(failure.ToString());
    }

    private static ErrorCode All(string code) =>
        new[] { ErrorCode.NoPermission, ErrorCode.ReadOnly, ErrorCode.LimitReached, ErrorCode.FileFailed, ErrorCode.DiskFull }.Single(known =>
            known.ToString() == code
        );

    private static (ErrorCode Code, string Where) Told(Action act)
    {
        var failure = Should.Throw<Exception>(act);
        var problem = SystemFault.Explain(failure).ShouldNotBeNull(failure.ToString()).Problems.ShouldHaveSingleItem();
        return (problem.Code, problem.Where);
    }
}
