using System.Globalization;

namespace Springform.Tests;

/// <summary>
/// Tests that go through every point where something can go wrong, or every one of what there is: a sample in each run, another one each time, and all with
/// SPRINGFORM_CAMPAIGNS=whole (<c>Springform.Benchmarks campaigns</c>). A number in that variable is the seed of a sample: the same number, the same sample.
/// </summary>
internal static class Campaign
{
    private const int Fraction = 3;

    private static readonly string? Wanted = Environment.GetEnvironmentVariable("SPRINGFORM_CAMPAIGNS");
    private static readonly int Seed = ReadSeed();

    private static bool IsWhole => Wanted == "whole";

    /// <summary>Points from 1 to a number; of a sample the first and the last are always part. The failure of a point must name it.</summary>
    public static IReadOnlyList<int> Points(int count)
    {
        var all = Enumerable.Range(1, count).ToArray();
        if (IsWhole || count <= 2)
            return all;
        var between = all[1..^1];
        new Random(Seed).Shuffle(between);
        return [1, .. between.Take((count + Fraction - 1) / Fraction).Order(), count];
    }

    /// <summary>Some of what is tried whole elsewhere, in its order: another choice in each run.</summary>
    /// <param name="always">is part of each choice</param>
    public static IReadOnlyList<T> Sample<T>(IReadOnlyList<T> all, int count, T always)
        where T : notnull
    {
        if (IsWhole)
            return all;
        var others = all.Where(item => !item.Equals(always)).ToArray();
        new Random(Seed).Shuffle(others);
        var chosen = others.Take(count - 1).Append(always).ToHashSet();
        return [.. all.Where(chosen.Contains)];
    }

    /// <summary>How often something random is tried.</summary>
    public static int Times(int sample, int whole) => IsWhole ? whole : sample;

    /// <summary>Numbers that are the same for the same seed; a whole campaign has new ones each time, and says which.</summary>
    /// <param name="seed">for the messages of what fails</param>
    public static Random Numbers(out int seed) => new(seed = IsWhole ? Random.Shared.Next() : Seed);

    private static int ReadSeed()
    {
        if (Wanted is not null)
            return IsWhole ? 0 : int.Parse(Wanted, CultureInfo.InvariantCulture);
        var seed = Random.Shared.Next();
        Console.Error.WriteLine($"SPRINGFORM_CAMPAIGNS={seed} takes the same samples again");
        return seed;
    }
}
