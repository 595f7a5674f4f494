using System.Security.Cryptography;
using System.Text;
using Springform.Http;

namespace Springform.Tests.Http;

/// <summary>A file as a request's body.</summary>
public sealed class FileBodyTests
{
    [Fact]
    public async Task Each_piece_is_told()
    {
        using var folder = new TemporaryFolder();
        using var body = new FileBody(folder.File("blob", new string('x', 700_000)), 700_000);
        var moved = new List<int>();
        body.Moved = moved.Add;

        await body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        moved.Count.ShouldBe(6);
        moved.Sum().ShouldBe(700_000);
    }

    [Theory]
    [InlineData("other", 5)]
    [InlineData("shor", 5)]
    public async Task A_file_that_is_another_one_never_becomes_whole(string content, int sizeBytes)
    {
        using var folder = new TemporaryFolder();
        using var body = new FileBody(folder.File("blob", content), sizeBytes, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("right"))));
        using var sent = new MemoryStream();

        await Should.ThrowAsync<FileChangedException>(() => body.CopyToAsync(sent, TestContext.Current.CancellationToken));

        sent.Length.ShouldBeLessThan(sizeBytes);
    }
}
