using System.ComponentModel;
using Springform.Errors;
using Springform.Hosting;
using Springform.Reporting;

namespace Springform.Tests.Hosting;

public sealed class ErrorTextTests
{
    [Fact]
    public void A_users_error_has_one_shape_and_no_stack_trace()
    {
        var error = new SpringformException([
            new Problem(ErrorCode.CommandFailed, "it failed", "step x", "see below") { Details = ["last", "words"] },
            new Problem(ErrorCode.NoOutput, "nothing", "step y", "make it"),
        ]);

        Lines(error)
            .ShouldBe(["E402 it failed", "  at  step x", "  fix see below", "      last", "      words", "E403 nothing", "  at  step y", "  fix make it"]);
    }

    [Fact]
    public void A_bug_shows_all_of_its_stack_trace()
    {
        var bug = Should.Throw<InvalidOperationException>(() => Enumerable.Empty<int>().First());

        var lines = Lines(bug);

        lines[0].ShouldStartWith("This is a bug in Springform");
        lines.ShouldContain(line => line.StartsWith("   at System.Linq", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancelled_run_says_that_nothing_is_left() => Lines(new OperationCanceledException()).ShouldHaveSingleItem().ShouldStartWith("cancelled:");

    [Fact]
    public void The_code_alone_is_coloured_on_a_terminal() =>
        ErrorText
            .Lines(new SpringformException(new Problem(ErrorCode.NoOutput, "a", "b", "c")), Terminal(colours: true))[0]
            .ShouldBe("\u001b[31mE403\u001b[0m a");

    [Fact]
    public void A_full_disk_is_told_as_such()
    {
        using var disk = new TinyDisk(64);
        var full = Should.Throw<IOException>(() => File.WriteAllBytes(Path.Combine(disk.Path, "big"), new byte[1 << 20]));

        var explained = ErrorText.Explained(full).ShouldBeOfType<SpringformException>();

        (explained.Problems[0].Code, explained.ExitCode).ShouldBe((ErrorCode.DiskFull, ExitCode.Environment));
        explained.InnerException.ShouldBe(full);
    }

    [Fact]
    public void A_missing_right_and_a_missing_program_are_the_machines()
    {
        ErrorText.Explained(new UnauthorizedAccessException("denied")).ShouldBeOfType<SpringformException>().ExitCode.ShouldBe(ExitCode.Environment);
        ErrorText.Explained(new Win32Exception(2)).ShouldBeOfType<SpringformException>().ExitCode.ShouldBe(ExitCode.Environment);
    }

    [Fact]
    public void Everything_else_stays_what_it_is()
    {
        foreach (
            var error in new Exception[]
            {
                new IOException("other"),
                new IOException("a broken pipe", 32),
                new Win32Exception(99),
                new InvalidOperationException(),
                new OperationCanceledException(),
            }
        )
        {
            ErrorText.Explained(error).ShouldBe(error);
        }
    }

    private static IReadOnlyList<string> Lines(Exception error) => ErrorText.Lines(error, Terminal(colours: false));

    private static Terminal Terminal(bool colours) => new(TextWriter.Null, TextWriter.Null, colours);
}
