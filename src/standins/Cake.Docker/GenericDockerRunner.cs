using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>Runs one docker command.</summary>
public class GenericDockerRunner<TSettings> : DockerTool<TSettings>
    where TSettings : AutoToolSettings, new()
{
    public GenericDockerRunner(IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
        : base(fileSystem, environment, processRunner, tools) { }

    /// <param name="command">as typed, e.g. <c>image build</c></param>
    /// <param name="additional">what follows the options, as it is: the caller quotes</param>
    public void Run(string command, TSettings settings, string[] additional)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(settings);
        Run(settings, OptionRenderer.Render(command, settings, additional ?? []));
    }

    /// <summary>The command with options of its parent before it, e.g. <c>compose --file x up</c>.</summary>
    /// <param name="coreCommand">compose</param>
    public void Run<TCoreSettings>(string coreCommand, TCoreSettings coreSettings, string command, TSettings settings, string[] additional)
        where TCoreSettings : AutoToolSettings, new()
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(settings);
        var builder = OptionRenderer.Render(coreCommand, coreSettings, []);
        OptionRenderer.Render(command, settings, additional ?? []).CopyTo(builder);
        Run(settings, builder);
    }
}
