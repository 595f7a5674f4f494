namespace Springform.Tests.Abi;

/// <summary>Damaged files are read or refused; nothing else happens. The benchmarks' command <c>fuzz</c> does the same for longer.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Twenty_thousand_damaged_files_are_read_or_refused()
    {
        var fuzz = new AbiFuzz();

        var failures = Enumerable.Range(0, 20_000).Select(fuzz.Try).OfType<string>().Take(3).ToList();

        failures.ShouldBeEmpty();
        fuzz.MostAllocated.ShouldBeLessThan(100_000_000);
        fuzz.Accepted.ShouldBeGreaterThan(100); // the damage is not so coarse that everything is refused at its first bytes
    }
}
