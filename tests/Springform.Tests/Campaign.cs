namespace Springform.Tests;

/// <summary>
/// Tests that go through every point where something can go wrong: a sample of the points in each run, another one each time, and all of them with
/// SPRINGFORM_CAMPAIGNS=whole (<c>Springform.Benchmarks campaigns</c>).
/// </summary>
internal static class Campaign
{
    private const int Fraction = 3;

    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("SPRINGFORM_CAMPAIGNS") == "whole";

    /// <summary>Points from 1 to a number; of a sample the first and the last are always part. The failure of a point must name it.</summary>
    public static IReadOnlyList<int> Points(int count)
    {
        var all = Enumerable.Range(1, count).ToArray();
        if (IsWhole || count <= 2)
            return all;
        var between = all[1..^1];
        Random.Shared.Shuffle(between);
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
        Random.Shared.Shuffle(others);
        var chosen = others.Take(count - 1).Append(always).ToHashSet();
        return [.. all.Where(chosen.Contains)];
    }
}
