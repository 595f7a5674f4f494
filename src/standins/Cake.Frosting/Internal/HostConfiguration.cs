using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>cake.config of the working directory, under the environment and the command line, over the host's own settings. Read when first resolved.</summary>
internal sealed class HostConfiguration(IFileSystem fileSystem, ICakeEnvironment environment, ICakeArguments arguments, IEnumerable<CakeSetting> settings)
    : ICakeConfiguration
{
    private readonly ICakeConfiguration inner = new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
        environment.WorkingDirectory,
        settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
        arguments.GetArguments().ToDictionary(pair => pair.Key, pair => pair.Value.FirstOrDefault(), StringComparer.OrdinalIgnoreCase)
    );

    public string GetValue(string key) => inner.GetValue(key);
}
