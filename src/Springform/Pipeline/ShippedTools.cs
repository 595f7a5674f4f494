using System.Runtime.InteropServices;

namespace Springform.Pipeline;

/// <summary>Programs that a release of Springform brings along in <c>tools/&lt;arch&gt;/</c> beside itself; in a source checkout those of PATH.</summary>
public static class ShippedTools
{
    /// <returns>full path, or the bare name for PATH to find</returns>
    public static string Find(string name)
    {
        var kernel = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        var path = Path.Combine(AppContext.BaseDirectory, "tools", kernel, name);
        return File.Exists(path) ? path : name;
    }
}
