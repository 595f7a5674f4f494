using System.Diagnostics;
using System.Text;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>--target=Shell on a pseudo-terminal, which script(1) makes.</summary>
internal static class ShellSession
{
    /// <param name="command">typed at the first prompt; then the shell is left</param>
    /// <returns>all that the terminal showed</returns>
    public static async Task<string> RunAsync(string folder, string target, string command, CancellationToken cancellation)
    {
        using var run = Process.Start(
            new ProcessStartInfo(
                "script",
                ["--quiet", "--return", "--command", $"dotnet exec {Cli.Host} --project {folder} --target=Shell --only={target}", "/dev/null"]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment = { ["NO_COLOR"] = "1" },
            }
        )!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var shown = new StringBuilder();
            var piece = new char[1024];
            var isTyped = false;
            while (await run.StandardOutput.ReadAsync(piece, limit.Token) is > 0 and var count)
            {
                shown.Append(piece, 0, count);
                if (isTyped || !HasPrompt(shown.ToString()))
                    continue;
                await run.StandardInput.WriteAsync($"{command}\nexit\n");
                await run.StandardInput.FlushAsync(limit.Token);
                isTyped = true;
            }

            await run.WaitForExitAsync(limit.Token);
            return shown.ToString();
        }
        finally
        {
            if (!run.HasExited)
                run.Kill(entireProcessTree: true);
        }
    }

    // A shell may ask the terminal for its position behind the prompt.
    private static bool HasPrompt(string shown) =>
        shown.IndexOf(" runs here: ", StringComparison.Ordinal) is >= 0 and var begin && shown.IndexOf("# ", begin, StringComparison.Ordinal) >= 0;
}
