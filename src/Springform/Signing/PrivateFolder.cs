using System.Globalization;
using System.Security.Cryptography;
using Springform.Machine;

namespace Springform.Signing;

/// <summary>
/// A folder for keys that nobody else may read, in memory where the system offers that. Its path is short: gpg's agent listens in it. What a killed run left
/// goes with the next one.
/// </summary>
internal sealed class PrivateFolder : IDisposable
{
    private const string Prefix = "springform-";
    private const string MemoryFolder = "/dev/shm";

    public PrivateFolder(ProcessEnvironment environment)
    {
        var parent = Parent(environment);
        Sweep(parent);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
        Path = System.IO.Path.Combine(parent, name);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    /// <summary>A file for the owner alone.</summary>
    /// <returns>its full path</returns>
    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(content);
        return path;
    }

    public void Dispose() => Remove(Path);

    private static string Parent(ProcessEnvironment environment) =>
        environment["XDG_RUNTIME_DIR"] is { Length: > 0 and < 60 } runtime && Directory.Exists(runtime) ? runtime
        : Directory.Exists(MemoryFolder) ? MemoryFolder
        : System.IO.Path.GetTempPath();

    private static void Sweep(string parent)
    {
        if (!Directory.Exists("/proc/self"))
            return;
        foreach (var folder in Directory.EnumerateDirectories(parent, $"{Prefix}*-*"))
        {
            var owner = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out _) && !Directory.Exists($"/proc/{owner}"))
                Remove(folder);
        }
    }

    // Another user's stays, and so does what an agent removes at the same time.
    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It is swept by the next run of its owner.
        }
    }
}
