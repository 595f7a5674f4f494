using System.ComponentModel;
using System.Text;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Facts;

/// <summary>The git command in the project's folder: its answers whole, or what it refused and why.</summary>
/// <param name="cancellation">ends git, whatever it waits for</param>
internal sealed class GitCommand(ProcessRunner processes, string projectFolder, CancellationToken cancellation = default)
{
    private const int NotFound = 127;

    /// <summary>After it somebody looks what git may be waiting for; a large repository may take longer all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The folder that git is asked about.</summary>
    public string Folder => projectFolder;

    /// <summary>The same for another folder: a submodule.</summary>
    public GitCommand In(string folder) => new(processes, folder, cancellation);

    /// <returns>what git wrote, as UTF-8</returns>
    /// <exception cref="SpringformException">E120 with git's own words when it refused, E303 without git, E314 when it would wait for ever</exception>
    public async Task<string> AskAsync(IReadOnlyList<string> arguments, string input = "")
    {
        var bytes = await AskBytesAsync(arguments, input);
        return Encoding.UTF8.GetString(bytes.Span);
    }

    /// <summary>The same as bytes: a list that is separated by NUL has no lines, and a name in it may hold line breaks.</summary>
    public async Task<ReadOnlyMemory<byte>> AskBytesAsync(IReadOnlyList<string> arguments, string input = "")
    {
        using var output = new MemoryStream();
        var words = new List<string>();
        var command = GitProgram.Command(processes.Environment, projectFolder, arguments) with
        {
            Input = (stream, cancellation) => stream.WriteAsync(Encoding.UTF8.GetBytes(input), cancellation).AsTask(),
            Output = (stream, cancellation) => stream.CopyToAsync(output, cancellation),
            ErrorLine = words.Add,
        };
        int exitCode;
        try
        {
            exitCode = await RunAsync(command);
        }
        catch (Win32Exception error)
        {
            throw GitProblems.Missing(projectFolder, error);
        }

        return exitCode switch
        {
            0 when GitProblems.Unseen(words) is null => output.GetBuffer().AsMemory(0, (int)output.Length),
            NotFound => throw GitProblems.Missing(projectFolder, null),
            _ => throw GitProblems.Refused(projectFolder, arguments, words),
        };
    }

    private async Task<int> RunAsync(ProcessCommand command)
    {
        GitWaits.Require(projectFolder);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var run = processes.RunAsync(command, end.Token);
        try
        {
            if (await Task.WhenAny(run, Task.Delay(Patience, end.Token)) != run && !cancellation.IsCancellationRequested)
                GitWaits.RequireEverywhere(projectFolder);
            return await run;
        }
        catch (SpringformException)
        {
            await end.CancelAsync();
            await run.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        finally
        {
            await end.CancelAsync();
        }
    }
}
