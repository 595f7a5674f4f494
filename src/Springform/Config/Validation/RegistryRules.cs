using Springform.Errors;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Where logins of registries come from.</summary>
internal static class RegistryRules
{
    public static void Check(Findings findings)
    {
        var config = findings.Config;
        var hosts = config
            .Packages.Select(package => package.Image?.Repository)
            .Append(config.Cache.Registry)
            .Append(config.Builder?.Registry)
            .OfType<string>()
            .Select(repository => repository.Split('/')[0].ToLowerInvariant())
            .ToList();
        foreach (var (host, login) in config.Registries)
        {
            var path = Key("registries", host);
            if (!hosts.Contains(host))
                findings.ReportKey(
                    ErrorCode.UnknownReference,
                    path,
                    $"registries has a login for {Quoted.Of(host)}, and no registry of this file is there",
                    "write the host in lower case, and its port, as builder.registry, cache.registry or an image has it: quay.io, localhost:5000"
                );
            if (findings.IsFailed(path))
                continue;
            CommonRules.Variable(findings, Key(path, "user"), login.User);
            CommonRules.Variable(findings, Key(path, "password"), login.Password);
            if (login.User.Length > 0 && login.User == login.Password)
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key(path, "password"),
                    $"{path} takes user and password from one variable, {login.User}",
                    "name a variable for each"
                );
        }
    }
}
