using Springform.Registry;

namespace Springform.Pipeline;

/// <summary>The registries of springform.yaml, with the login that is for them.</summary>
internal sealed class Registries(BuildContext context)
{
    /// <summary>Null when none is configured, or with --offline. E103 for an address that names no registry.</summary>
    /// <param name="key">where in springform.yaml</param>
    public RegistryClient? Open(string? address, string key, bool writes = false) => address is null || context.Options.Offline
        ? null
        : new RegistryClient(RegistryAddress.Parse(address, key), new RegistryCredentials(context.Run.Environment, Hosts()), context.Run.Clock, writes);

    private IReadOnlyCollection<string> Hosts()
    {
        var config = context.Config.Config;
        (string? Address, string Key)[] all = [(config.Cache.Registry, "cache.registry"), (config.Builder?.Registry, "builder.registry")];
        return [.. all.Where(registry => registry.Address is not null).Select(registry => RegistryAddress.Parse(registry.Address!, registry.Key).Host)];
    }
}
