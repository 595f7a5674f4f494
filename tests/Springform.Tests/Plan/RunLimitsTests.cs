using Springform.Names;
using Springform.Plan;

namespace Springform.Tests.Plan;

public sealed class RunLimitsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("1h", 3600)]
    [InlineData("1h30m5s", 5405)]
    [InlineData("168h", 604_800)]
    [InlineData("", null)]
    [InlineData("0s", null)]
    [InlineData("60", null)]
    [InlineData("1.5h", null)]
    [InlineData("-1m", null)]
    [InlineData("5m1h", null)]
    [InlineData("1h\n", null)]
    [InlineData("169h", null)]
    [InlineData("9999999999s", null)]
    public void A_duration_has_a_unit_and_an_end(string text, int? seconds) =>
        RunLimits.ParseTimeout(text).ShouldBe(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    [Theory]
    [InlineData("512MB", 512_000_000L)]
    [InlineData("4GiB", 4_294_967_296L)]
    [InlineData("512MiB", 536_870_912L)]
    [InlineData("2GB", 2_000_000_000L)]
    [InlineData("1MB", null)]
    [InlineData("4g", null)]
    [InlineData("4096", null)]
    [InlineData("0GB", null)]
    [InlineData("1.5GB", null)]
    public void A_size_has_a_unit_and_is_one_that_engines_take(string text, long? bytes) => RunLimits.ParseMemory(text).ShouldBe(bytes);

    [Theory]
    [InlineData(90, "1 min 30 s")]
    [InlineData(3600, "1 h")]
    [InlineData(2, "2 s")]
    public void Durations_are_said_in_words(int seconds, string words) => RunLimits.Words(TimeSpan.FromSeconds(seconds)).ShouldBe(words);
}
