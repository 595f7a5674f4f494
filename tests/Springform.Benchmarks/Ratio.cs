using System.Globalization;

namespace Springform.Benchmarks;

/// <summary>One line of figures.</summary>
internal static class Ratio
{
    /// <param name="ours">seconds</param>
    /// <param name="baseline">seconds</param>
    /// <param name="goal">of the ratio: at most</param>
    internal static void Print(string name, double ours, double baseline, double goal) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -28}ours {ours, 8:F2} s  baseline {baseline, 8:F2} s  ratio {ours / baseline, 7:F3}  (goal <= {goal})"
            )
        );
}
