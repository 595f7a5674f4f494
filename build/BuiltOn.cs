using System.Reflection;

namespace Build;

/// <summary>What this host was built on; what it builds is built on the same.</summary>
internal static class BuiltOn
{
    public static bool Genuine =>
        typeof(BuiltOn).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "GenuinePackages").Value == "true";
}
