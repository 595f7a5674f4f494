using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Springform.Benchmarks;

/// <summary>The files of a folder on loopback, with ranges, ETag and If-Range, as ASP.NET serves them.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private FileServer(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        application = builder.Build();
        application.MapMethods(
            "/{version}/{name}",
            ["GET", "HEAD"],
            (HttpContext http, string name) => Answer(http, Path.Combine(folder, Path.GetFileName(name)))
        );
    }

    /// <summary>Of the folder of a release, which has {version} in it.</summary>
    internal string Address => $"{application.Urls.Single()}/{{version}}/";

    /// <summary>Of each connection; 0: as fast as it goes.</summary>
    internal long BytesPerSecond { get; set; }

    internal static async Task<FileServer> StartAsync(string folder)
    {
        var server = new FileServer(folder);
        await server.application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private IResult Answer(HttpContext http, string path)
    {
        if (!File.Exists(path))
            return Results.NotFound();
        if (BytesPerSecond > 0)
            http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new Slow(http.Response.Body, BytesPerSecond)));
        return Results.File(path, "application/octet-stream", lastModified: File.GetLastWriteTimeUtc(path), entityTag: Tag(path), enableRangeProcessing: true);
    }

    private static Microsoft.Net.Http.Headers.EntityTagHeaderValue Tag(string path) => new($"\"{new FileInfo(path).Length:x}\"");

    private sealed class Slow(Stream inner, long bytesPerSecond) : Stream
    {
        private readonly long begin = Environment.TickCount64;
        private long sent;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            sent += buffer.Length;
            var due = begin + (1000 * sent / bytesPerSecond);
            if (due - Environment.TickCount64 is > 0 and var early)
                await Task.Delay((int)early, cancellationToken);
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
