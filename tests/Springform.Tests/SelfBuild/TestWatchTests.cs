using Build.Testing;

namespace Springform.Tests.SelfBuild;

/// <summary>A test that waits for ever is ended and named.</summary>
public sealed class TestWatchTests
{
    [Theory]
    [InlineData("00:29:59", null)]
    [InlineData("00:30:01", "A.B.C(sent: \"it's\")")]
    [InlineData("1.00:00:00", "A.B.C(sent: \"it's\")")]
    public void A_test_that_runs_longer_than_the_limit_is_named(string elapsed, string? overdue)
    {
        var watch = new TestWatch(TimeSpan.FromMinutes(30));

        watch.IsOver($"    [D::Springform.Tests] [Long Running Test] 'A.B.C(sent: \"it's\")', Elapsed: {elapsed}").ShouldBe(overdue is not null);
        watch.IsOver("another line").ShouldBe(overdue is not null);

        watch.Overdue.ShouldBe(overdue);
    }
}
