using System.ComponentModel;
using System.Diagnostics;
using Springform.Plan;

namespace Springform.Archives;

/// <summary>
/// The external <c>zstd</c> between two streams. Its bytes do not depend on the number of threads, but on its version: name the
/// program by path where that matters.
/// </summary>
internal static class ZstdFilter
{
    private static readonly string[] Arguments = ["-q", "-T0", "-9", "-c", "-"];

    internal static void Compress(string zstdPath, Action<Stream> writeInput, Stream output, CancellationToken cancellation)
    {
        using var process = Start(zstdPath);
        using var stop = cancellation.Register(() => Kill(process));
        var copying = Task.Factory.StartNew(() => CopyOutput(process, output), CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            using (var input = process.StandardInput.BaseStream)
                writeInput(input);
        }
        catch (IOException) when (process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            // A broken pipe: the reason is what stopped the copying, or what zstd says. Both are reported below.
        }
        catch
        {
            Kill(process);
            Task.WaitAny([copying], CancellationToken.None);
            throw;
        }

        copying.GetAwaiter().GetResult();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw new SpringformException(new Problem(ErrorCode.CommandFailed,
                $"zstd ended with {process.ExitCode}: {complaints.GetAwaiter().GetResult().Trim()}", zstdPath,
                "run it by hand to see why, or choose .tar.gz"));
        }
    }

    // Output that nobody takes would leave zstd, and so its writer, waiting for ever.
    private static void CopyOutput(Process process, Stream output)
    {
        try
        {
            process.StandardOutput.BaseStream.CopyTo(output, 1 << 20);
        }
        catch
        {
            Kill(process);
            throw;
        }
    }

    // The engine's process runner lies above this module in the order of dependencies, and streams lines, not bytes.
#pragma warning disable RS0030
    private static Process Start(string zstdPath)
    {
        var start = new ProcessStartInfo(zstdPath, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new SpringformException(new Problem(ErrorCode.MissingTool, $"zstd cannot be started: {failure.Message}",
                zstdPath, "apt-get install zstd, or choose .tar.gz"), failure);
        }
    }
#pragma warning restore RS0030

    private static void Kill(Process process)
    {
        if (!process.HasExited)
            process.Kill();
    }
}
