using System.Diagnostics;
using System.Globalization;
using Springform.Tests.Abi;

namespace Springform.Benchmarks;

/// <summary>Damaged files by the million, on all processors. 1 when one of them did anything but be read or refused.</summary>
internal static class Fuzz
{
    private const int Share = 10_000;
    private const long MaxAllocatedBytes = 100_000_000;
    private static readonly TimeSpan MaxElapsed = TimeSpan.FromSeconds(10);

    internal static int Run(int count)
    {
        var clock = Stopwatch.StartNew();
        var turn = new Lock();
        var (accepted, most, slowest, failures) = (0L, 0L, TimeSpan.Zero, new List<string>());
        Parallel.For(
            0,
            (count + Share - 1) / Share,
            share =>
            {
                var fuzz = new AbiFuzz();
                var found = Enumerable.Range(share * Share, Math.Min(Share, count - (share * Share))).Select(fuzz.Try).OfType<string>().Take(3).ToList();
                lock (turn)
                {
                    (accepted, most) = (accepted + fuzz.Accepted, Math.Max(most, fuzz.MostAllocated));
                    slowest = fuzz.Slowest > slowest ? fuzz.Slowest : slowest;
                    failures.AddRange(found);
                }
            }
        );
        failures.ForEach(Console.Error.WriteLine);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} inputs in {clock.Elapsed.TotalSeconds:F0} s: {failures.Count} failures, {accepted} without complaint, "
                    + $"slowest {slowest.TotalMilliseconds:F0} ms, "
                    + $"most allocated by one {most / 1e6:F1} MB, process at most {self.PeakWorkingSet64 / 1e6:F0} MB"
            )
        );
        return failures.Count == 0 && most < MaxAllocatedBytes && slowest < MaxElapsed ? 0 : 1;
    }
}
