namespace Springform.Names;

/// <summary>A number with its noun in the right form: 1 target, 2 targets.</summary>
internal static class Counted
{
    /// <param name="noun">in the singular, one that takes an s</param>
    public static string Of(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
