using Cake.Core;
using Cake.Frosting;
using FrostingProbe;
using Microsoft.Extensions.DependencyInjection;

return CakeHost
    .Create()
    .UseContext<ProbeContext>()
    .UseLifetime<ProbeLifetime>()
    .UseTaskLifetime<ProbeTaskLifetime>()
    .UseCakeSetting("Probe_Setting", "from the host")
    .ConfigureServices(services => services.AddSingleton<ICakeReportPrinter, SilentReport>())
    .Run(args);
