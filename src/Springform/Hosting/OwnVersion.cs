using System.Reflection;
using Cake.Cli;

namespace Springform.Hosting;

/// <summary>What --version prints: Springform's version, not Cake's.</summary>
internal sealed class OwnVersion : IVersionResolver
{
    public string GetVersion() => GetProductVersion().Split('+')[0];

    public string GetProductVersion() =>
        typeof(OwnVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
