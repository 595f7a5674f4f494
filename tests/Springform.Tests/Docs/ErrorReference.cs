using System.Reflection;
using System.Text;
using Springform.Errors;

namespace Springform.Tests.Docs;

/// <summary>docs/reference/errors.md, from the members of <see cref="ErrorCode"/>.</summary>
internal static class ErrorReference
{
    /// <summary>By the hundred.</summary>
    private static readonly Dictionary<int, string> Groups = new()
    {
        [1] = "Configuration and usage",
        [2] = "ABI",
        [3] = "Environment and engine",
        [4] = "Build steps",
        [5] = "Verification",
        [6] = "Publishing",
    };

    public static IReadOnlyList<(string Name, ErrorCode Code)> Members() =>
        [
            .. typeof(ErrorCode)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.FieldType == typeof(ErrorCode))
                .Select(field => (field.Name, Code: (ErrorCode)field.GetValue(null)!))
                .OrderBy(member => member.Code.Number),
        ];

    /// <summary>Of a code's heading.</summary>
    public static string Anchor(ErrorCode code) => $"e{code.Number}";

    public static string Text()
    {
        var text = new StringBuilder(
            """
            # Errors

            An error has a code, what happened, where, and how to mend it; all errors that can be found at once are shown at once:

                E403 the command succeeded but made nothing that matches the output 'build/hello'
                  at  step compile/x86_64/1-make
                  fix let the command write it below its working folder, or correct outputs: in springform.yaml

            What is said there is about your project; this page says what a code means in general. [Exit codes](exit-codes.md) are the other way round.

            """
        );
        foreach (var group in Members().GroupBy(member => member.Code.Number / 100))
        {
            text.Append($"\n## E{group.Key}xx: {Groups[group.Key]}\n");
            foreach (var (name, code) in group)
            {
                text.Append($"\n### {code}\n{name}, exit code {(int)code.ExitCode}. {code.Meaning}\n\n*How to mend it:* {code.Remedy}\n");
            }
        }

        return text.ToString();
    }
}
