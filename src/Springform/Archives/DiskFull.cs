using Springform.Plan;

namespace Springform.Archives;

/// <summary>Turns the system's "no space left" into E305; every other failure goes on as it is.</summary>
internal static class DiskFull
{
    // errno on Linux and macOS, and ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL as HRESULTs on Windows.
    private static readonly int[] NoSpaceCodes = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    internal static bool IsExhausted(IOException failure) => NoSpaceCodes.Contains(failure.HResult);

    internal static T Guard<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (IOException failure) when (IsExhausted(failure))
        {
            throw new SpringformException(new Problem(ErrorCode.DiskFull, "no space is left on the device", path,
                $"make room where {Path.GetDirectoryName(path)} lies (df -h shows how much), then run it again"), failure);
        }
    }
}
