using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>The docker client as a Cake tool. <see cref="ToolSettings.ToolPath"/> names another executable, e.g. podman's.</summary>
public abstract class DockerTool<TSettings> : Tool<TSettings>
    where TSettings : ToolSettings
{
    protected DockerTool(IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
        : base(fileSystem, environment, processRunner, tools) { }

    protected override string GetToolName() => "Docker";

    protected override IEnumerable<string> GetToolExecutableNames() => ["docker", "docker.exe"];

    protected override IEnumerable<FilePath> GetAlternativeToolPaths(TSettings settings) => [];
}
