using Springform.Archives;

namespace Springform.Tests.Archives;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_polynomial_is_right() =>
        Crc32.Append(0, "123456789"u8).ShouldBe(0xCBF43926);

    [Fact]
    public void The_fast_path_agrees_with_the_table_at_every_length_and_split()
    {
        var data = new byte[700];
        new Random(7).NextBytes(data);
        for (var length = 0; length <= data.Length; length++)
        {
            var expected = Crc32.AppendPortable(0, data.AsSpan(0, length));
            Crc32.Append(0, data.AsSpan(0, length)).ShouldBe(expected);
            Crc32.Append(Crc32.Append(0, data.AsSpan(0, length / 3)), data.AsSpan(length / 3, length - (length / 3))).ShouldBe(expected);
        }
    }
}
