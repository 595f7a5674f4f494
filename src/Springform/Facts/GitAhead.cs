using System.Collections.Concurrent;

namespace Springform.Facts;

/// <summary>
/// What <see cref="GitReader"/> will ask git first, asked while Cake starts: a build with nothing to do waits for little else. Each answer counts once, and
/// none after <see cref="Forget"/>.
/// </summary>
internal sealed class GitAhead
{
    private readonly ConcurrentDictionary<string, Task<string>> answers = new(StringComparer.Ordinal);
    private readonly Task asking;
    private volatile bool forgotten;

    /// <param name="git">asked on another thread</param>
    public GitAhead(GitCommand git) =>
        asking = Task.Run(() =>
        {
            foreach (var question in GitReader.FirstQuestions(git.Folder))
            {
                answers[Name(question)] = git.AskAsync(question);
            }
        });

    /// <summary>From now on the files may be others than git was asked about.</summary>
    public void Forget() => forgotten = true;

    /// <returns>null: not asked ahead, used already, or git failed; then ask it now</returns>
    public string? Take(IReadOnlyList<string> question)
    {
        ((IAsyncResult)asking).AsyncWaitHandle.WaitOne();
        if (forgotten || !answers.TryRemove(Name(question), out var answer))
        {
            return null;
        }

        ((IAsyncResult)answer).AsyncWaitHandle.WaitOne();
        return answer.IsCompletedSuccessfully ? answer.Result : null;
    }

    /// <summary>Waits for all of git's answers, for whom it matters when git was asked.</summary>
    internal void Answered()
    {
        asking.Wait();
        Task.WhenAll(answers.Values).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
    }

    private static string Name(IReadOnlyList<string> question) => string.Join('\0', question);
}
