using System.Reflection;

namespace Build;

/// <summary>What this host was built on; what it builds is built on the same.</summary>
internal static class BuiltOn
{
    public static bool Genuine => Is("GenuinePackages");

    /// <summary>The registry has the ahead-of-time compiler.</summary>
    public static bool AheadOfTime => Is("AheadOfTime");

    private static bool Is(string name) =>
        typeof(BuiltOn).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == name).Value == "true";
}
