using Springform.Config;
using Springform.Machine;

namespace Springform.Registry;

/// <summary>The registries of springform.yaml, with the login that is for them.</summary>
internal sealed class Registries(ProjectConfig config, ProcessRunner processes, TimeProvider clock, bool offline)
{
    private const string CacheKey = "cache.registry";
    private const string BuilderKey = "builder.registry";
    private const string ImageKey = "packages.image";

    private RegistryCredentials Credentials => new(processes, Hosts()) { Named = config.Registries, Clock = clock };

    /// <summary>Null when none is configured, or with --offline. E103 for an address that names no registry, E109 for half a login.</summary>
    public RegistryClient? OpenCache(bool writes) => Open(config.Cache.Registry, CacheKey, writes);

    /// <summary>Null when none is configured, or with --offline. E103 for an address that names no registry, E109 for half a login.</summary>
    public RegistryClient? OpenBuilder(bool writes = false) => Open(config.Builder?.Registry, BuilderKey, writes);

    /// <summary>Of a package that is an image. Null with --offline. E103 for an address that names no registry, E109 for half a login.</summary>
    public RegistryClient? OpenImages(string repository) => Open(repository, ImageKey, writes: true);

    /// <summary>Before anything is built. E109.</summary>
    public void RequireLogin()
    {
        if (!offline && Hosts().Count > 0)
            Credentials.Require();
    }

    private RegistryClient? Open(string? address, string key, bool writes)
    {
        if (address is null || offline)
            return null;
        Credentials.Require();
        return new RegistryClient(RegistryAddress.Parse(address, key), Credentials, clock, writes);
    }

    private IReadOnlyCollection<string> Hosts()
    {
        (string? Address, string Key)[] all =
        [
            (config.Cache.Registry, CacheKey),
            (config.Builder?.Registry, BuilderKey),
            .. config.Packages.Select(package => (package.Image?.Repository, ImageKey)),
        ];
        return [.. all.Where(registry => registry.Address is not null).Select(registry => RegistryAddress.Parse(registry.Address!, registry.Key).Host)];
    }
}
