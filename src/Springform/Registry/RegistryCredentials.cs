using Springform.Config;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Registry;

/// <summary>
/// Who somebody is to a registry, from the first of these that says so: the environment variables that <c>registries</c> of springform.yaml names for it, or
/// <c>SPRINGFORM_REGISTRY_USER</c> and <c>SPRINGFORM_REGISTRY_PASSWORD</c> for the one without such names; a credential helper of docker's; what
/// <c>docker login</c> wrote into config.json.
/// </summary>
/// <param name="processes">start helpers, and have the environment</param>
/// <param name="hosts">all registries that are configured: with two of them the variables do not say whose they are, and go to neither</param>
internal sealed class RegistryCredentials(ProcessRunner processes, params IReadOnlyCollection<string> hosts)
{
    public const string UserVariable = "SPRINGFORM_REGISTRY_USER";
    public const string PasswordVariable = "SPRINGFORM_REGISTRY_PASSWORD";

    /// <summary>Names of variables by host.</summary>
    public IReadOnlyDictionary<string, RegistryLoginConfig> Named { get; init; } = new Dictionary<string, RegistryLoginConfig>();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Of one answer of a helper.</summary>
    public TimeSpan HelperLimit { get; init; } = TimeSpan.FromSeconds(30);

    private ProcessEnvironment Environment => processes.Environment;

    /// <summary>Half a login would be left out without a word, and the registry used as somebody else, or as nobody.</summary>
    /// <exception cref="SpringformException">E109 for each pair of variables of which one is set and the other is not</exception>
    public void Require()
    {
        var problems = Named
            .Values.Select(login => (login.User, login.Password))
            .Append((UserVariable, PasswordVariable))
            .Distinct()
            .Select(pair => HalfOf(pair.Item1, pair.Item2))
            .OfType<Problem>()
            .ToList();
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    /// <summary>Null: none known, so the registry is used anonymously.</summary>
    /// <exception cref="CredentialFault">a credential helper has it, and fails</exception>
    public async Task<RegistryLogin?> FindAsync(string host, CancellationToken cancellation)
    {
        if (VariablesOf(host) is var (user, password) && IsSet(user) && IsSet(password))
            return RegistryLogin.Of(Environment[user]!, Environment[password]!);
        if (DockerConfig.Find(Environment, host) is not { } docker)
            return null;
        var fromHelper = docker.Helper is { } helper
            ? await new CredentialHelper(processes, Clock, HelperLimit).AskAsync(helper, RegistryAddress.LoginName(host), docker.Path, cancellation)
            : null;
        return fromHelper ?? docker.Login;
    }

    /// <summary>For errors: what makes a login for that registry.</summary>
    public string HintFor(string host) =>
        VariablesOf(host) is var (user, password)
            ? $"docker login {host}, or {user} and {password}"
            : $"docker login {host}, or names of variables under registries";

    /// <summary>Null: no variables are for that registry.</summary>
    private (string User, string Password)? VariablesOf(string host) =>
        NamedFor(host) is { } names ? (names.User, names.Password)
        : hosts.Where(other => NamedFor(other) is null).All(other => other == host) ? (UserVariable, PasswordVariable)
        : null;

    private RegistryLoginConfig? NamedFor(string host) => Named.FirstOrDefault(login => RegistryAddress.IsSameHost(login.Key, host)).Value;

    private bool IsSet(string variable) => !string.IsNullOrEmpty(Environment[variable]);

    private Problem? HalfOf(string user, string password)
    {
        if (IsSet(user) == IsSet(password))
            return null;
        var (given, missing) = IsSet(user) ? (user, password) : (password, user);
        return new Problem(
            ErrorCode.MissingVariable,
            $"{given} is set and {missing} is not{(Environment[missing] is null ? "" : " (it is empty)")}: both are needed to log in",
            $"environment, {missing}",
            $"set {missing} too (in CI give the step that secret), or unset {given}"
        );
    }
}
