using System.Globalization;
using Springform.Errors;

namespace Springform.Machine;

/// <summary>The dates that an archive can be given. Later ones fit neither zip nor ustar; earlier ones than 1980 are written as 1980 by zip.</summary>
internal static class Epoch
{
    public static readonly DateTimeOffset First = DateTimeOffset.UnixEpoch;

    /// <summary>The last that zip's format holds.</summary>
    public static readonly DateTimeOffset Last = new(2107, 12, 31, 23, 59, 58, TimeSpan.Zero);

    /// <summary>2000-01-01 in seconds since 1970: the one time of files whose own must not matter. Zip knows no year before 1980.</summary>
    public const long Neutral = 946_684_800;

    public static bool Holds(DateTimeOffset date) => date >= First && date <= Last;

    /// <summary>Of SOURCE_DATE_EPOCH (reproducible-builds.org): whole seconds since 1970.</summary>
    /// <returns>null: not set, or empty</returns>
    /// <exception cref="SpringformException">E103</exception>
    public static long? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= Last.ToUnixTimeSeconds()
            ? seconds
            : throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"SOURCE_DATE_EPOCH cannot be {Quoted.Of(text)}",
                    "environment, SOURCE_DATE_EPOCH",
                    $"give whole seconds since 1970, up to {Last.ToUnixTimeSeconds()} (the end of {Last:yyyy}), and no milliseconds; or unset it"
                )
            );
    }
}
