using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Springform.Tests;

/// <summary>Cake's own parts, put together as a host does, with a silent log and no arguments.</summary>
internal static class CakeParts
{
    public static ICakeContext Context()
    {
        var services = new ServiceCollection();
        services.UseModule(new CoreModule());
        services.AddSingleton<ICakeLog, NullLog>();
        services.AddSingleton<ICakeArguments>(new CakeArguments(Array.Empty<string>().ToLookup(text => text)));
        services.AddSingleton<ICakeConfiguration>(new CakeConfiguration(new Dictionary<string, string>()));
        return services.BuildServiceProvider().GetRequiredService<ICakeContext>();
    }
}
