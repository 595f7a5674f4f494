using Springform.Registry;

namespace Springform.Pipeline;

/// <summary>The registries of springform.yaml, with the login that is for them.</summary>
internal sealed class Registries(BuildContext context)
{
    private RegistryCredentials Credentials => new(context.Run.Environment, Hosts());

    /// <summary>Null when none is configured, or with --offline. E103 for an address that names no registry, E109 for half a login.</summary>
    /// <param name="key">where in springform.yaml</param>
    public RegistryClient? Open(string? address, string key, bool writes = false)
    {
        if (address is null || context.Options.Offline)
            return null;
        Credentials.Require();
        return new RegistryClient(RegistryAddress.Parse(address, key), Credentials, context.Run.Clock, writes);
    }

    /// <summary>Before anything is built. E109.</summary>
    public void RequireLogin()
    {
        if (!context.Options.Offline && Hosts().Count > 0)
            Credentials.Require();
    }

    private IReadOnlyCollection<string> Hosts()
    {
        var config = context.Config.Config;
        (string? Address, string Key)[] all = [(config.Cache.Registry, "cache.registry"), (config.Builder?.Registry, "builder.registry")];
        return [.. all.Where(registry => registry.Address is not null).Select(registry => RegistryAddress.Parse(registry.Address!, registry.Key).Host)];
    }
}
