using System.Text;
using Springform.Config;
using Springform.Errors;

namespace Springform.Tests.Docs;

/// <summary>docs/reference/exit-codes.md, from <see cref="ExitCode"/> and the errors that end with each.</summary>
internal static class ExitCodeReference
{
    public static string Text(DocComments comments)
    {
        var text = new StringBuilder(
            "# Exit codes\n\n"
                + "When several errors are shown at once, the exit code is that of the first. An error of a project never shows a stack trace; "
                + "a bug of Springform does.\n\n"
                + "| code | meaning | errors |\n|---|---|---|\n"
        );
        foreach (var code in Enum.GetValues<ExitCode>())
        {
            var errors = ErrorReference
                .Members()
                .Where(member => member.Code.ExitCode == code)
                .Select(member => $"[{member.Code}](errors.md#{ErrorReference.Anchor(member.Code)})");
            text.Append($"| {(int)code} | {comments.Of(typeof(ExitCode).GetField(code.ToString())!)} | {string.Join(", ", errors)} |\n");
        }

        return text.ToString();
    }
}
