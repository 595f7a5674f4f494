using Springform.Reporting;

namespace Springform.Tests.Reporting;

public sealed class TextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 KB")]
    [InlineData(4_321, "4.3 KB")]
    [InlineData(12_000_000, "12.0 MB")]
    [InlineData(2_500_000_000, "2.5 GB")]
    public void Sizes(long bytes, string text) => SizeText.Of(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(12.4, "12 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(3725, "62 min 05 s")]
    public void Times(double seconds, string text) => Elapsed.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
