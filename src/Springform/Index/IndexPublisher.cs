using Polly;
using Polly.Retry;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Index;

/// <summary>
/// Brings files to a package index. What is there with the same SHA-256 is skipped, so that a run that was interrupted is completed by the next; a file
/// of the same name with other bytes is an error before anything is sent, since an index never takes a name twice.
/// </summary>
public sealed class IndexPublisher(IndexClient index, TimeProvider clock, IOutput log)
{
    private readonly ResiliencePipeline retry = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(500),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(),
        })
        .Build();

    /// <returns>how many were uploaded; the others were there</returns>
    /// <exception cref="SpringformException">E653 a name with other bytes, E651 refused, E652 the index failed half-way</exception>
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

            // Some indexes take a file and drop it later.
            var missing = await MissingAsync(files, cancellation);
            return missing.Count == 0 ? uploaded : throw Incomplete(files, missing, "it took them, but does not list them");
        }
        catch (HttpRequestException error)
        {
            throw Incomplete(files, null, $"{error.Message} ({uploaded} uploaded in this run)");
        }
    }

    /// <summary>Before each further attempt the index is asked: the one before may have arrived although its answer did not.</summary>
    private async Task UploadAsync(IndexFile file, CancellationToken cancellation)
    {
        var isFirst = true;
        await retry.ExecuteAsync(
            async token =>
            {
                if (!isFirst && IsThere(file, await index.ListAsync(file.Project, token)))
                {
                    return;
                }

                isFirst = false;
                await index.UploadAsync(file, token);
            },
            cancellation);
    }

    private async Task<List<IndexFile>> MissingAsync(IReadOnlyList<IndexFile> files, CancellationToken cancellation)
    {
        var missing = new List<IndexFile>();
        foreach (var project in files.GroupBy(file => file.Project, StringComparer.Ordinal))
        {
            var listed = await retry.ExecuteAsync(async token => await index.ListAsync(project.Key, token), cancellation);
            var others = project.Where(file => listed.TryGetValue(file.Artifact.Name, out var sha256) && sha256 != file.Artifact.Sha256).ToList();
            if (others.Count > 0)
            {
                throw new SpringformException([.. others.Select(file => Other(file, listed[file.Artifact.Name]))]);
            }

            missing.AddRange(project.Where(file => !listed.ContainsKey(file.Artifact.Name)));
        }

        return missing;
    }

    private static bool IsThere(IndexFile file, IReadOnlyDictionary<string, string?> listed) =>
        listed.TryGetValue(file.Artifact.Name, out var sha256) && (sha256 == file.Artifact.Sha256 ? true : throw new SpringformException(Other(file, sha256)));

    private static Problem Other(IndexFile file, string? sha256) => new(
        ErrorCode.IndexConflict,
        sha256 is null
            ? $"the index has a file {file.Artifact.Name}, but does not say its SHA-256"
            : $"the index has another file of the name {file.Artifact.Name}: SHA-256 {sha256}, here {file.Artifact.Sha256}",
        file.Path,
        "an index never takes a name twice: raise the version");

    private static SpringformException Incomplete(IReadOnlyList<IndexFile> files, List<IndexFile>? missing, string reason) => new(new Problem(
        ErrorCode.IndexIncomplete,
        missing is null ? $"the index failed before all {files.Count} files were there: {reason}" : $"{missing.Count} of {files.Count} files are not on the index: {reason}",
        "step PublishIndex",
        "run again: what is there already is not sent again"));
}
