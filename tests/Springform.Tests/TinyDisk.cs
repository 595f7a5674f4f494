using System.Diagnostics;

namespace Springform.Tests;

/// <summary>A file system that is full soon: a tmpfs. Mounting takes root: without it the test is skipped, but not in CI.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TinyDisk(int sizeKilobytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={sizeKilobytes}k", "tmpfs", Path))
            return;
        _folder.Dispose();
        Environment.GetEnvironmentVariable("CI").ShouldBeNullOrEmpty("a tmpfs could not be mounted");
        Assert.Skip("a tmpfs can be mounted by root only");
    }

    public string Path => _folder.Path;

    public void Dispose()
    {
        Run("umount", Path).ShouldBeTrue();
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
