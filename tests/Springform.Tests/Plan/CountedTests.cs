using Springform.Names;
using Springform.Plan;

namespace Springform.Tests.Plan;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 targets")]
    [InlineData(1, "1 target")]
    [InlineData(2, "2 targets")]
    public void One_is_singular_and_every_other_number_plural(int number, string text) => Counted.Of(number, "target").ShouldBe(text);
}
