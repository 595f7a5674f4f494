using System.Diagnostics;

namespace Springform.Tests.Archives;

/// <summary>Runs a program of the machine and gives its output: what users' scripts will do with our archives.</summary>
internal static class RealTool
{
    internal static string Run(string program, params string[] arguments)
    {
        var (exitCode, output) = TryRun(program, arguments);
        exitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {output}");
        return output;
    }

    internal static (int ExitCode, string Output) TryRun(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + complaints.Result);
    }

    /// <summary>Skips where a bare machine lacks the program, but not in CI.</summary>
    internal static void Need(string program)
    {
        if (Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
            return;

        Environment.GetEnvironmentVariable("CI").ShouldBeNullOrEmpty($"{program} is not installed");
        Assert.Skip($"{program} is not installed");
    }
}
