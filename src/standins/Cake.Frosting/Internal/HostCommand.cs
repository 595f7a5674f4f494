using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>One run of a host: arguments become a service, the container is built, tasks are registered and the engine is started.</summary>
internal sealed class HostCommand(IServiceCollection services) : Command<HostSettings>
{
    public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken)
    {
        services.AddSingleton<ICakeArguments>(context.Remaining.ToCakeArguments(settings.Targets));
        services.AddSingleton(context.Remaining);
        using var provider = services.BuildServiceProvider();
        try
        {
            Run(provider, settings);
            return 0;
        }
#pragma warning disable CA1031 // The host is the outermost frame: whatever a task throws becomes a log line and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            provider.GetRequiredService<ICakeLog>().LogException(exception);
            return -1;
        }
    }

    private static void Run(ServiceProvider provider, HostSettings settings)
    {
        if (settings.Version)
        {
            provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        if (settings.Info)
        {
            provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        var log = provider.GetRequiredService<ICakeLog>();
        log.Verbosity = settings.Verbosity ?? Verbosity.Normal;
        EnterWorkingDirectory(provider, settings);
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(settings.Verbosity);

        var host = Host(provider, settings);
        provider.GetRequiredService<TaskRegistration>().Register();
        if (settings.Exclusive)
            host.Settings.UseExclusiveTarget();
        host.RunTargets(settings.Targets);
    }

    private static void EnterWorkingDirectory(ServiceProvider provider, HostSettings settings)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var path = settings.WorkingDirectory ?? provider.GetService<WorkingDirectory>()?.Path;
        var directory = path?.MakeAbsolute(environment) ?? environment.WorkingDirectory;
        if (!provider.GetRequiredService<IFileSystem>().Exist(directory))
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");
        environment.WorkingDirectory = directory;
    }

    private static ScriptHost Host(ServiceProvider provider, HostSettings settings) =>
        settings switch
        {
            { DryRun: true } => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            { Tree: true } => provider.GetRequiredService<TreeScriptHost>(),
            { Description: true } => provider.GetRequiredService<DescriptionScriptHost>(),
            _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };
}
