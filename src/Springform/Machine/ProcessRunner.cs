using System.Diagnostics;
using System.Text;
using Springform.Errors;

namespace Springform.Machine;

/// <summary>
/// Runs programs: the one home of <see cref="Process"/>. Children start in a session of their own (<c>setsid</c>, where the system has it), so that Ctrl+C in
/// the terminal reaches Springform alone and it can end things in order; they have no terminal and so never ask for a password.
/// </summary>
/// <param name="environment">what children get, before a command's own changes</param>
/// <param name="started">told each command before it starts, for logs; see <see cref="CommandLineLog"/></param>
/// <param name="secrets">what a long line of output is not cut within; null: nothing</param>
internal sealed class ProcessRunner(ProcessEnvironment environment, Action<ProcessCommand>? started = null, Func<Secrets>? secrets = null)
{
    private readonly string? _setsid = File.Exists("/usr/bin/setsid") ? "/usr/bin/setsid" : null;

    public ProcessEnvironment Environment => environment;

    /// <summary>
    /// Runs to the end and gives the exit code. Cancelled: SIGTERM, SIGKILL after the grace, then <see cref="OperationCanceledException"/>.
    /// An error of a stream callback ends the program too and is thrown.
    /// </summary>
    /// <returns>127 when <c>setsid</c> cannot find the program</returns>
    public async Task<int> RunAsync(ProcessCommand command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        started?.Invoke(command);
        using var process = Start(command);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pumps = Pump(process, command, broken);
        try
        {
            await process.WaitForExitAsync(broken.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process, command);
        }

        try
        {
            await AwaitPumps(pumps, cancellation);
        }
        finally
        {
            // Its own session, so that its id is that of a group of which nobody else is a member.
            if (command.EndsChildren && _setsid is not null && broken.IsCancellationRequested)
                UnixProcess.EndGroup(process.Id);
        }

        return process.ExitCode;
    }

    /// <summary>Runs to the end and keeps all output: for short answers. The command's own output callbacks must not be set.</summary>
    public async Task<ProcessResult> CaptureAsync(ProcessCommand command, CancellationToken cancellation)
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        var exitCode = await RunAsync(
            command with
            {
                OutputLine = line => output.Append(line).Append('\n'),
                ErrorLine = line => error.Append(line).Append('\n'),
            },
            cancellation
        );
        return new ProcessResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a program that a person uses: it has this process's terminal, and Ctrl+C is its own. Output callbacks are not called.</summary>
    public async Task<int> RunOnTerminalAsync(ProcessCommand command, CancellationToken cancellation)
    {
        started?.Invoke(command);
        var start = new ProcessStartInfo(command.Executable, command.Arguments);
        SetEnvironment(start, command);
#pragma warning disable RS0030 // the one home of processes
        using var process = Process.Start(start)!;
#pragma warning restore RS0030
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    /// <summary>Starts a daemon that outlives Springform: no pipe to us, its output in a log file.</summary>
    public DetachedProgram StartDetached(ProcessCommand command, string logPath)
    {
        started?.Invoke(command);
        // exec: the daemon takes the shell's place, so that nothing of ours stays in between.
        const string script = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        return new DetachedProgram(
            Start(command with { Executable = "/bin/sh", Arguments = ["-c", script, "sh", logPath, command.Executable, .. command.Arguments] })
        );
    }

    private Process Start(ProcessCommand command)
    {
        var start = new ProcessStartInfo(_setsid ?? command.Executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        if (_setsid is not null)
            start.ArgumentList.Add(command.Executable);
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        SetEnvironment(start, command);
        UnixProcess.KeepInheritedDescriptorsFromChildren();
#pragma warning disable RS0030 // the one home of processes
        return Process.Start(start)!;
#pragma warning restore RS0030
    }

    private void SetEnvironment(ProcessStartInfo start, ProcessCommand command)
    {
        start.Environment.Clear();
        foreach (var (name, value) in environment.With(command.Environment).Variables)
            start.Environment[name] = value;
    }

    private Task[] Pump(Process process, ProcessCommand command, CancellationTokenSource broken)
    {
        var turn = new Lock();
        Func<Stream, CancellationToken, Task> Lines(Action<string>? line) =>
            (stream, cancellation) => LineReader.ReadAsync(stream, text => InTurn(turn, line, text), secrets?.Invoke() ?? Secrets.None, cancellation);
        if (command.Output is not null)
            UnixProcess.Widen(process.StandardOutput.BaseStream);
        return
        [
            OrBreak(stream => WriteInputAsync(stream, command.Input, broken.Token), process.StandardInput.BaseStream, broken),
            OrBreak(stream => (command.Output ?? Lines(command.OutputLine))(stream, broken.Token), process.StandardOutput.BaseStream, broken),
            OrBreak(stream => Lines(command.ErrorLine)(stream, broken.Token), process.StandardError.BaseStream, broken),
        ];
    }

    private static void InTurn(Lock turn, Action<string>? line, string text)
    {
        lock (turn)
            line?.Invoke(text);
    }

    private static async Task WriteInputAsync(Stream stream, Func<Stream, CancellationToken, Task>? write, CancellationToken cancellation)
    {
        await using (stream)
        {
            if (write is not null)
                await write(stream, cancellation);
        }
    }

    // A callback that fails must end the program: it would wait for ever for a reader or writer that is gone.
    private static async Task OrBreak(Func<Stream, Task> pump, Stream stream, CancellationTokenSource broken)
    {
        try
        {
            await pump(stream);
        }
        catch (IOException error) when (IsClosedPipe(error))
        {
            // The program ended or closed its input early: its exit code and last words say more than a broken pipe.
        }
        catch
        {
            await broken.CancelAsync();
            throw;
        }
    }

    private static bool IsClosedPipe(IOException error) =>
        error.HResult == 32 || error.InnerException is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.Shutdown };

    // A failed callback is thrown before the cancellation of the others that it caused.
    private static async Task AwaitPumps(Task[] pumps, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(pumps);
        }
        catch when (cancellation.IsCancellationRequested)
        {
            // The caller's wish comes first: what broke on the way down is its consequence.
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private async Task EndAsync(Process process, ProcessCommand command)
    {
        if (command.Grace > TimeSpan.Zero && !OperatingSystem.IsWindows())
        {
            // Its own session: a group of which nobody else is a member.
            UnixProcess.AskToEnd(command.AsksChildren && _setsid is not null ? -process.Id : process.Id);
            using var patience = new CancellationTokenSource(command.Grace);
            try
            {
                await process.WaitForExitAsync(patience.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                // It had its time.
            }
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }
}
