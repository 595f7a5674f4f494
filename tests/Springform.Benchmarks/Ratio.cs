using System.Globalization;

namespace Springform.Benchmarks;

/// <summary>One line of figures.</summary>
internal static class Ratio
{
    /// <param name="ours">seconds</param>
    /// <param name="baseline">seconds</param>
    /// <param name="goal">of the ratio: at most; null: a figure to know, with no goal</param>
    internal static void Print(string name, double ours, double baseline, double? goal) =>
        Console.WriteLine(
            string.Format(
                CultureInfo.InvariantCulture,
                "{0,-28}ours {1,8:F2} s  baseline {2,8:F2} s  ratio {3,7:F3}{4}",
                name,
                ours,
                baseline,
                ours / baseline,
                goal is { } most ? $"  (goal <= {most.ToString(CultureInfo.InvariantCulture)})" : ""
            )
        );
}
