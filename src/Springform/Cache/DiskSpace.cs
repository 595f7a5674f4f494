namespace Springform.Cache;

/// <summary>Tells a full disk from other I/O errors.</summary>
internal static class DiskSpace
{
    // .NET hands errno on in HResult on Unix: ENOSPC and EDQUOT of errno(3); on Windows ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] Codes = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public static bool IsExhausted(IOException error) => Codes.Contains(error.HResult);
}
