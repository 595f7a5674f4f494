using System.ComponentModel;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.Signing;

/// <summary>Runs a program that signs or verifies: with a limit of time, and with the end of what it says kept for the error.</summary>
/// <param name="place">of its entry in springform.yaml</param>
/// <param name="limit">of one call; zero: none</param>
/// <param name="folder">where it runs</param>
/// <param name="secrets">masked in what it says</param>
internal sealed class SigningProgram(ProcessRunner processes, TimeProvider clock, string place, TimeSpan limit, string folder, Secrets secrets)
{
    private const int NotFound = 127;
    private const int LongestLine = 500;

    public string Place => place;

    /// <param name="input">standard input; null: none</param>
    /// <param name="output">told each line of standard output; null: it counts as what the program says</param>
    /// <returns>its exit code, and the last lines that it said</returns>
    /// <exception cref="SpringformException">E303 it is not installed, E521 its time was over</exception>
    public async Task<(int ExitCode, IReadOnlyList<string> Said)> RunAsync(
        IReadOnlyList<string> command,
        string? input,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellation,
        Action<string>? output = null
    )
    {
        var said = new OutputTail(SilentOutput.Instance);
        void Say(string line)
        {
            var shown = secrets.Masked(line);
            said.Line(shown.Length > LongestLine ? shown[..LongestLine] + "..." : shown);
        }

        var process = new ProcessCommand(command[0], [.. command.Skip(1)])
        {
            Environment = new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["LC_ALL"] = "C" },
            WorkingDirectory = folder,
            Input = input is null
                ? null
                : async (stream, stop) =>
                {
                    await using var writer = new StreamWriter(stream, leaveOpen: true);
                    await writer.WriteAsync(input.AsMemory(), stop);
                },
            OutputLine = output ?? Say,
            ErrorLine = Say,
            EndsChildren = true,
        };
        try
        {
            var exitCode = await Deadline.RunAsync(limit, clock, stop => processes.RunAsync(process, stop), cancellation);
            return exitCode switch
            {
                null => throw Failure($"{command[0]} did not end within {RunLimits.Words(limit)}", said.Lines, $"raise {place}.timeout, or mend the program"),
                NotFound => throw Missing(command[0]),
                { } code => (code, said.Lines),
            };
        }
        catch (Win32Exception)
        {
            throw Missing(command[0]);
        }
    }

    /// <summary>E521 with what the program said.</summary>
    public SpringformException Failure(string what, IReadOnlyList<string> said, string fix) =>
        new(new Problem(ErrorCode.NotSigned, what, $"springform.yaml, {place}", fix) { Details = said });

    private SpringformException Missing(string program) =>
        new(
            new Problem(
                ErrorCode.MissingTool,
                $"{program} is not installed; {place} needs it",
                $"springform.yaml, {place}",
                program switch
                {
                    "gpg" => "install it, e.g. with: apt-get install gnupg",
                    "minisign" or "cosign" => $"install it, e.g. with: apt-get install {program}",
                    _ => "install it, or correct the command",
                }
            )
        );
}
