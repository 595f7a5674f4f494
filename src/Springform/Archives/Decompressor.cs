using System.ComponentModel;
using System.Diagnostics;
using Springform.Errors;

namespace Springform.Archives;

/// <summary>
/// What the base library cannot decompress (xz, bzip2), through the program of that format: a stream of what it writes. Disposing it early ends
/// the program. E303 when there is none; <see cref="InvalidDataException"/> when it says that its input is damaged.
/// </summary>
internal sealed class Decompressor : ReadOnlyStream
{
    private readonly Process process;
    private readonly Task feeding;
    private readonly Task<string> complaints;
    private readonly string program;

    /// <param name="program">xz or bzip2: both take <c>-d -c -q</c></param>
    /// <param name="input">read on a thread of its own until this is disposed</param>
    internal Decompressor(string program, Stream input)
    {
        this.program = Path.GetFileName(program);
        process = Start(program);
        complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        feeding = Task.Factory.StartNew(() => Feed(input), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = process.StandardOutput.BaseStream.Read(buffer);
        if (count == 0 && buffer.Length > 0)
            RequireSuccess();
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            feeding.ContinueWith(task => task.Exception, TaskScheduler.Default).GetAwaiter().GetResult();
            process.Dispose();
        }

        base.Dispose(disposing);
    }

    private void RequireSuccess()
    {
        feeding.GetAwaiter().GetResult();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidDataException($"{program} says: {complaints.GetAwaiter().GetResult().Trim().Split('\n')[0]}");
    }

    private void Feed(Stream input)
    {
        try
        {
            using var output = process.StandardInput.BaseStream;
            input.CopyTo(output, 128 << 10);
        }
        catch (IOException) when (process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            // A broken pipe: the program has ended, and says why itself.
        }
    }

    // The engine's process runner lies above this module, and streams lines, not bytes.
#pragma warning disable RS0030
    private static Process Start(string program)
    {
        var start = new ProcessStartInfo(program, ["-d", "-c", "-q"])
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
            var name = Path.GetFileName(program);
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingTool,
                    $"{name} cannot be started: {failure.Message}",
                    name,
                    $"apt-get install {(name == "xz" ? "xz-utils" : name)}"
                ),
                failure
            );
        }
    }
#pragma warning restore RS0030
}
