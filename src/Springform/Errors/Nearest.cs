namespace Springform.Errors;

/// <summary>The known name that a mistyped one was probably meant to be: keys, switches, tasks, targets, templates.</summary>
internal static class Nearest
{
    private const int ShownNames = 12;

    /// <summary>
    /// The candidate at the smallest edit distance (insert, delete, replace, swap of neighbours; case does not count),
    /// or null when none is within a third of the name's length, at least 1 and at most 3. Of equals the first.
    /// </summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Clamp(name.Length / 3, 1, 3);
        string? best = null;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) > limit)
            {
                continue;
            }

            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance <= limit)
            {
                best = candidate;
                limit = distance - 1;
            }
        }

        return best;
    }

    /// <summary>The <c>fix</c> line of an unknown name: the nearest known one, else what is known.</summary>
    /// <param name="known">may be empty: then <paramref name="none"/> says so</param>
    public static string Hint(string name, IReadOnlyCollection<string> known, string none = "nothing is defined here")
    {
        if (To(name, known) is { } nearest)
        {
            return $"did you mean '{nearest}'?";
        }

        if (known.Count == 0)
        {
            return none;
        }

        var more = known.Count > ShownNames ? $" and {known.Count - ShownNames} more" : "";
        return $"use one of: {string.Join(", ", known.Take(ShownNames))}{more}";
    }

    // Optimal string alignment: Levenshtein with swaps of neighbours.
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var row = 0; row <= left.Length; row++)
        {
            for (var column = 0; column <= right.Length; column++)
            {
                table[row, column] =
                    row == 0 ? column
                    : column == 0 ? row
                    : Cell(table, left, right, row, column);
            }
        }

        return table[left.Length, right.Length];
    }

    private static int Cell(int[,] table, string left, string right, int row, int column)
    {
        var replace = table[row - 1, column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
        var least = Math.Min(replace, Math.Min(table[row - 1, column], table[row, column - 1]) + 1);
        var swapped = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
        return swapped ? Math.Min(least, table[row - 2, column - 2] + 1) : least;
    }
}
