using System.Reflection;
using Cake.Cli;

namespace Springform.Hosting;

/// <summary>What --version prints: Springform's version, not Cake's.</summary>
internal sealed class OwnVersion : IVersionResolver
{
    public string GetVersion() => typeof(OwnVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public string GetProductVersion() =>
        typeof(OwnVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? GetVersion();
}
