using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Index;

/// <summary>
/// Brings files to a package index. What is there with the same SHA-256 is skipped, so that a run that was interrupted is completed by the next; a file
/// of the same name with other bytes is an error before anything is sent, since an index never takes a name twice. What was sent is read back.
/// </summary>
internal sealed class IndexPublisher(IndexClient index, TimeProvider clock, IOutput log)
{
    // An index may list a file some seconds after it took it.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(4);

    private readonly IndexRetry retry = new(clock, log);

    /// <returns>how many were uploaded; the others were there</returns>
    /// <exception cref="SpringformException">
    /// E653 a name with other bytes, E651 refused, E652 the index failed half-way or does not list what it took
    /// </exception>
    public async Task<int> PublishAsync(IReadOnlyList<IndexFile> files, CancellationToken cancellation)
    {
        var uploaded = 0;
        try
        {
            foreach (var file in await MissingAsync(files, cancellation))
            {
                log.Line($"uploading {file.Artifact.Name}");
                await UploadAsync(file, cancellation);
                uploaded++;
            }

            var missing = await StillMissingAsync(files, cancellation);
            return missing.Count == 0 ? uploaded : throw IndexProblems.NotListed(missing, files.Count, index.Address);
        }
        catch (IndexUnavailableException error)
        {
            throw IndexProblems.Failed(error, files.Count, uploaded, index.Address);
        }
    }

    /// <summary>
    /// Before each further attempt the index is asked: the one before may have arrived although its answer did not. So it is after a refusal: another
    /// publisher may have been quicker with the same file.
    /// </summary>
    private async Task UploadAsync(IndexFile file, CancellationToken cancellation)
    {
        var isFirst = true;
        await retry.RunAsync(
            async token =>
            {
                if (!isFirst && await IsThereAsync(file, token))
                {
                    return true;
                }

                isFirst = false;
                try
                {
                    await index.UploadAsync(file, token);
                    return true;
                }
                catch (SpringformException)
                {
                    if (await IsThereAsync(file, token))
                    {
                        return true;
                    }

                    throw;
                }
            },
            cancellation
        );
    }

    private async Task<List<IndexFile>> StillMissingAsync(IReadOnlyList<IndexFile> files, CancellationToken cancellation)
    {
        for (var wait = FirstWait; ; wait *= 2)
        {
            var missing = await MissingAsync(files, cancellation);
            if (missing.Count == 0 || wait > LastWait)
            {
                return missing;
            }

            log.Line($"    {missing.Count} of {files.Count} files are not listed yet; looks again in {wait.TotalSeconds:0.0} s");
            await Task.Delay(wait, clock, cancellation);
        }
    }

    private async Task<List<IndexFile>> MissingAsync(IReadOnlyList<IndexFile> files, CancellationToken cancellation)
    {
        var missing = new List<IndexFile>();
        var others = new List<Problem>();
        foreach (var project in files.GroupBy(file => file.Project, StringComparer.Ordinal))
        {
            var listed = await retry.RunAsync(token => index.ListAsync(project.Key, token), cancellation);
            missing.AddRange(project.Where(file => !listed.ContainsKey(file.Artifact.Name)));
            others.AddRange(project.Where(file => IsOther(file, listed)).Select(file => IndexProblems.Other(file, listed[file.Artifact.Name])));
        }

        return others.Count == 0 ? missing : throw new SpringformException(others);
    }

    private async Task<bool> IsThereAsync(IndexFile file, CancellationToken cancellation)
    {
        var listed = await index.ListAsync(file.Project, cancellation);
        return !IsOther(file, listed)
            ? listed.ContainsKey(file.Artifact.Name)
            : throw new SpringformException(IndexProblems.Other(file, listed[file.Artifact.Name]));
    }

    private static bool IsOther(IndexFile file, IReadOnlyDictionary<string, string?> listed) =>
        listed.TryGetValue(file.Artifact.Name, out var sha256) && sha256 != file.Artifact.Sha256;
}
