using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Springform.Errors;
using Springform.Http;
using Springform.Package.Fetching;
using Springform.Reporting;

namespace Springform.Fetch.Transfer;

/// <summary>
/// Downloads one archive whose size and SHA-256 are known: in ranges over several connections where the server allows it, continued where an earlier run
/// stopped, hashed and read while it comes. Addresses are tried in order.
/// </summary>
/// <param name="read">takes the archive in as it comes, and must be repeatable; its failure counts only when the hash fits</param>
internal sealed class Download(
    FetchHttp http,
    FetchAsset asset,
    PieceFile part,
    FetchProgress progress,
    Action<string> log,
    Func<Stream, CancellationToken, Task> read
)
{
    // A file that changes while it is read is one that nobody serves.
    private const int MaximumRestarts = 3;

    // The server gives no ranges: each answer is the whole file, which belongs to the first piece's request.
    private bool isWhole;

    // Completed when the server has given a range: then the other pieces are asked for beside the first one.
    private TaskCompletionSource ranged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FetchLimits Limits => http.Limits;

    /// <exception cref="FetchFailedException">no address has it</exception>
    /// <exception cref="SpringformException">what <c>read</c> found in the right file</exception>
    public async Task RunAsync(IReadOnlyList<AssetAddress> addresses, CancellationToken cancellation)
    {
        var reasons = new List<string>();
        var isWrong = false;
        foreach (var address in addresses)
        {
            try
            {
                await FromAsync(address, cancellation);
                return;
            }
            catch (WrongContentException wrong)
            {
                isWrong = true;
                reasons.Add($"{address.Uri}: {wrong.Message}");
            }
            catch (Exception failure) when (IsOfNetwork(failure) && !cancellation.IsCancellationRequested)
            {
                reasons.Add($"{address.Uri}: {Words(failure)}");
            }

            log($"{address.Kind}: {reasons[^1]}");
        }

        throw new FetchFailedException(asset.Name, reasons, isWrong);
    }

    internal static bool IsOfNetwork(Exception failure) =>
        failure is FetchRefusalException or HttpRequestException or HttpIOException or TimeoutException or SourceChangedException;

    internal static string Words(Exception failure) =>
        Quoted.Clean(
            failure switch
            {
                HttpRequestException { InnerException: System.Security.Authentication.AuthenticationException inner } =>
                    $"its certificate is not trusted: {inner.Message}",
                _ => failure.Message,
            }
        );

    private async Task FromAsync(AssetAddress address, CancellationToken cancellation)
    {
        for (var restarts = 0; ; restarts++)
        {
            var resumed = part.DoneBytes > 0;
            try
            {
                await OnceAsync(address, cancellation);
                return;
            }
            catch (WrongContentException wrong) when (resumed && wrong is not AnnouncedException)
            {
                log($"{asset.Name}: what an earlier download left does not belong to this file; it is downloaded anew");
            }
            catch (SourceChangedException changed) when (restarts < MaximumRestarts)
            {
                log($"{asset.Name}: {changed.Message}; it is downloaded anew");
            }
            catch (WrongContentException)
            {
                part.Clear();
                throw;
            }

            progress.Moved(-part.DoneBytes);
            part.Clear();
        }
    }

    /// <summary>Transfer, hash and reader side by side. The hash decides: what the reader says of a wrong file is of no interest.</summary>
    private async Task OnceAsync(AssetAddress address, CancellationToken cancellation)
    {
        part.Revive();
        isWhole = false;
        ranged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var hashing = Task.Factory.StartNew(Hash, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var reading = read(new PieceStream(part), stop.Token);
        try
        {
            await TransferAsync(address, stop.Token);
            var sha256 = await hashing;
            if (sha256 != asset.Sha256)
                throw new WrongContentException($"the SHA-256 of the file is {sha256}, and {asset.Sha256} is expected");
        }
        catch
        {
            part.Abandon();
            await stop.CancelAsync();
            await Task.WhenAll(hashing, reading)
                .ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        await reading;
    }

    private string Hash()
    {
        using var stream = new PieceStream(part);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private async Task TransferAsync(AssetAddress address, CancellationToken cancellation)
    {
        var missing = new Queue<int>(Enumerable.Range(0, part.Pieces).Where(piece => part.Done(piece) < part.Length(piece)));
        if (!missing.TryDequeue(out var first))
            return;
        var turn = new Lock();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // The first piece finds out whether the server gives ranges; without them it brings all of the file.
        var opening = PieceAsync(address, first, isFirst: true, stop.Token);
        await Task.WhenAny(opening, ranged.Task);
        if (!ranged.Task.IsCompleted)
        {
            await opening;
            return;
        }

        List<Task> workers = [WorkAsync(opening)];
        while (workers.Count < Math.Min(Limits.Connections, missing.Count + 1))
            workers.Add(WorkAsync(Task.CompletedTask));
        try
        {
            await Task.WhenAll(workers);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Of those that were stopped because one had failed: its own failure is told.
            throw workers.Select(worker => worker.Exception?.InnerException).First(failure => failure is not null and not OperationCanceledException)!;
        }

        async Task WorkAsync(Task begun)
        {
            try
            {
                await begun;
                while (Next() is { } piece)
                    await PieceAsync(address, piece, isFirst: false, stop.Token);
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }

        int? Next()
        {
            lock (turn)
                return missing.TryDequeue(out var piece) ? piece : null;
        }
    }

    /// <returns>false: the server gave the whole file instead</returns>
    private async Task<bool> PieceAsync(AssetAddress address, int piece, bool isFirst, CancellationToken cancellation)
    {
        while (isFirst && isWhole ? !part.IsComplete : part.Done(piece) < part.Length(piece))
        {
            await http.RetryAsync(
                address.Uri.Host,
                async stop =>
                {
                    var before = part.DoneBytesOf(piece, isWhole);
                    try
                    {
                        await RequestAsync(address, piece, isFirst, stop);
                    }
                    catch (Exception failure)
                        when (FetchHttp.IsTransient(failure)
                            && !stop.IsCancellationRequested
                            && part.DoneBytesOf(piece, isWhole) - before >= Math.Min(Limits.ProgressBytes, Limits.PieceBytes / 2)
                        )
                    {
                        return true; // it got further: the attempts are counted anew
                    }
                    finally
                    {
                        part.Pause(piece);
                    }

                    return true;
                },
                cancellation
            );
        }

        return !isWhole;
    }

    private async Task RequestAsync(AssetAddress address, int piece, bool isFirst, CancellationToken cancellation)
    {
        var start = part.Start(piece) + part.Done(piece);
        var end = part.Start(piece) + part.Length(piece) - 1;
        using var guard = http.Guard(cancellation);
        using var answer = await http.OpenAsync(address, request => Prepare(request, address, start, end), guard);
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            throw new SourceChangedException($"{address.Uri.Host} has another file now: it refuses a range of it");
        http.Require(answer, address.Uri, HttpStatusCode.OK, HttpStatusCode.PartialContent);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            if (answer.Content.Headers.ContentLength is { } length && length != asset.Size)
                throw Announced(length);
            NoteValidators(answer, address);
            if (!isFirst || ranged.Task.IsCompleted)
                throw new SourceChangedException($"{address.Uri.Host} gives all of a file instead of a range");
            isWhole = true;
            await WholeAsync(answer, guard);
            return;
        }

        RequireRange(answer, address, start);
        NoteValidators(answer, address);
        ranged.TrySetResult();
        using var body = await answer.Content.ReadAsStreamAsync(guard.Token);
        await CopyAsync(body, guard, end - start + 1, bytes => Add(piece, bytes.Span));
    }

    private void Prepare(HttpRequestMessage request, AssetAddress address, long start, long end)
    {
        request.Headers.Accept.ParseAdd("application/octet-stream");
        // Compression on the way would make other bytes of it.
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (isWhole)
            return;
        request.Headers.Range = new RangeHeaderValue(start, end);
        if (part.From is var (url, etag, modified) && url == address.Uri.AbsoluteUri)
            request.Headers.TryAddWithoutValidation("If-Range", etag is not null && !etag.StartsWith("W/", StringComparison.Ordinal) ? etag : modified);
    }

    private void RequireRange(HttpResponseMessage answer, AssetAddress address, long start)
    {
        if (answer.Content.Headers.ContentRange is not { From: { } from } range || from != start)
            throw new FetchRefusalException($"{address.Uri.Host} sends another range than it was asked for", null, null, isTransient: false);
        if (range.Length is { } length && length != asset.Size)
            throw Announced(length);
    }

    private void NoteValidators(HttpResponseMessage answer, AssetAddress address)
    {
        var etag = answer.Headers.ETag?.ToString();
        var modified = answer.Content.Headers.LastModified?.ToString("r", CultureInfo.InvariantCulture);
        if (part.From is var (url, known, _) && url == address.Uri.AbsoluteUri && known is not null && etag is not null && known != etag)
            throw new SourceChangedException($"{address.Uri.Host} has another file now (ETag {Quoted.Clean(etag)} instead of {Quoted.Clean(known)})");
        part.CameFrom(address.Uri.AbsoluteUri, etag, modified);
    }

    private async Task CopyAsync(Stream body, StallGuard guard, long wanted, Action<ReadOnlyMemory<byte>> take)
    {
        var buffer = new byte[128 << 10];
        while (wanted > 0)
        {
            var count = await http.ReadAsync(body, buffer.AsMemory(0, (int)Math.Min(buffer.Length, wanted)), guard);
            if (count == 0)
                throw new HttpIOException(HttpRequestError.ResponseEnded, $"the connection ended early: {wanted} bytes are missing");
            take(buffer.AsMemory(0, count));
            wanted -= count;
        }
    }

    private void Add(int piece, ReadOnlySpan<byte> bytes)
    {
        part.Write(piece, bytes);
        progress.Moved(bytes.Length);
    }

    /// <summary>All pieces from one answer, of a server that knows no ranges. What is there already is read over.</summary>
    private async Task WholeAsync(HttpResponseMessage answer, StallGuard guard)
    {
        using var body = await answer.Content.ReadAsStreamAsync(guard.Token);
        for (var piece = 0; piece < part.Pieces; piece++)
        {
            await CopyAsync(body, guard, part.Done(piece), _ => { });
            await CopyAsync(body, guard, part.Length(piece) - part.Done(piece), bytes => Add(piece, bytes.Span));
            part.Pause(piece);
        }

        if (await http.ReadAsync(body, new byte[1], guard) > 0)
            throw Announced(null);
    }

    private AnnouncedException Announced(long? length) =>
        new(string.Create(CultureInfo.InvariantCulture, $"the file has {(length is null ? "more" : $"{length}")} bytes, and {asset.Size} are expected"));

    /// <summary>Its length says that it is another file, whatever an earlier run left.</summary>
    private sealed class AnnouncedException(string what) : WrongContentException(what);
}
