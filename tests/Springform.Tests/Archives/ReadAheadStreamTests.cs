using System.Security.Cryptography;
using Springform.Archives;

namespace Springform.Tests.Archives;

public sealed class ReadAheadStreamTests
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(ReadAheadStream.BeginsAfterBytes + 3_000_001);

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(1000)]
    public void What_comes_out_is_what_goes_in(int bufferBytes)
    {
        using var ahead = new ReadAheadStream(new MemoryStream(Content));
        using var read = new MemoryStream();

        ahead.CopyTo(read, bufferBytes);

        read.ToArray().ShouldBe(Content);
        ahead.Read(new byte[1]).ShouldBe(0, "the end stays the end");
    }

    [Fact]
    public void What_goes_wrong_is_told_to_the_reader_as_often_as_it_asks()
    {
        using var ahead = new ReadAheadStream(new Failing(new MemoryStream(Content)));
        var buffer = new byte[1 << 20];

        Should.Throw<InvalidDataException>(() => ahead.CopyTo(Stream.Null)).Message.ShouldBe("it ends here");
        Should.Throw<InvalidDataException>(() => ahead.Read(buffer));
    }

    [Fact]
    public void Nobody_reads_on_once_it_is_disposed()
    {
        using var inner = new MemoryStream(Content);
        var ahead = new ReadAheadStream(inner);
        ahead.ReadExactly(new byte[ReadAheadStream.BeginsAfterBytes + 1]);

        ahead.Dispose();

        inner.Position.ShouldBeLessThan(Content.Length);
        inner.CanRead.ShouldBeTrue();
    }

    private sealed class Failing(Stream inner) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => inner.Read(buffer) is > 0 and var count ? count : throw new InvalidDataException("it ends here");
    }
}
