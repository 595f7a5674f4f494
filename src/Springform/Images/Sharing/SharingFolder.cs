using Springform.Archives;
using Springform.Errors;
using Springform.Files;

namespace Springform.Images.Sharing;

/// <summary>A folder for the parts of one image while it is sent or fetched. E305 when the disk is full.</summary>
internal static class SharingFolder
{
    public static async Task<T> UseAsync<T>(string scratchFolder, Func<string, Task<T>> work)
    {
        var folder = Path.Combine(scratchFolder, $"image-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            return await work(folder);
        }
        catch (IOException error) when (SystemFault.IsFullDisk(error))
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.DiskFull,
                    "the disk is full: an image could not be taken apart",
                    folder,
                    $"make room on that disk (`df -h {scratchFolder}` shows it)"
                ),
                error
            );
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
