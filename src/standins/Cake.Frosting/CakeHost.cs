using System.Reflection;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>
/// Finds tasks in the entry assembly and those added, and runs the ones asked for with Cake's engine.
/// Services registered later replace those registered before: ICakeEngine, ICakeReportPrinter, ICakeLog and the rest.
/// </summary>
public sealed class CakeHost
{
    private readonly ServiceCollection services = HostServices.Create();
    private readonly List<Assembly> assemblies = [];

    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
            assemblies.Add(entry);
    }

    public static CakeHost Create() => new();

    public CakeHost AddAssembly(Assembly assembly)
    {
        assemblies.Add(assembly);
        return this;
    }

    /// <summary>Called at once, not when the host runs.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(this.services);
        return this;
    }

    /// <returns>0; the exit code of the CakeException that ended the run; 1 for any other exception; -1 for switches that cannot be parsed</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var task in TaskTypes.In(assemblies))
            services.AddSingleton(typeof(IFrostingTask), task);

        var registrar = new Cake.Cli.TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), services);
        var app = new CommandApp<HostCommand>(registrar);

        // "--version=1.2.3" is a project's own argument although --version alone is a switch of the host.
        app.Configure(config => config.Settings.ConvertFlagsToRemainingArguments = true);
        return app.Run(args);
    }
}
