using Springform.Config;
using Springform.Registry;

namespace Springform.Workflows;

/// <summary>Names of the environment variables that hold secrets, by the one step that needs them.</summary>
internal sealed class WorkflowSecrets(ProjectConfig config)
{
    /// <summary>Of commands that compile: without them they do not run.</summary>
    public IReadOnlyList<string> Commands => [.. config.Compile.SelectMany(step => step.Secrets).Distinct(StringComparer.Ordinal)];

    /// <summary>Of commands, and of registries that are read and filled while a target is built.</summary>
    public IReadOnlyList<string> Build =>
        [.. Commands.Concat(Login(config.Cache.Registry)).Concat(Login(config.Builder?.Registry)).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> Sign =>
        [
            .. config
                .Signatures.Select(signature => signature.Secrets)
                .SelectMany(secrets => secrets.Keys.Concat(secrets.Passphrases))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Without GITHUB_TOKEN, which every release needs.</summary>
    public IReadOnlyList<string> Publish =>
        [
            .. config
                .Publishers.SelectMany(publisher => publisher.Secrets)
                .Concat(config.Packages.SelectMany(package => Login(package.Image?.Repository)))
                .Distinct(StringComparer.Ordinal)
                .Where(name => name != "GITHUB_TOKEN"),
        ];

    public static IReadOnlyList<string> Index { get; } = ["TWINE_USERNAME", "TWINE_PASSWORD"];

    /// <summary>Of a login to a registry; both or neither are set.</summary>
    /// <param name="repository">null: none is configured</param>
    private string[] Login(string? repository) =>
        repository is null ? []
        : config.Registries.FirstOrDefault(login => repository.StartsWith($"{login.Key}/", StringComparison.Ordinal)).Value is { } names
            ? [names.User, names.Password]
        : [RegistryCredentials.UserVariable, RegistryCredentials.PasswordVariable];

    /// <summary>An env of GitHub Actions.</summary>
    /// <param name="guard">an expression that must hold; null: the step itself has a condition</param>
    public static string Env(IEnumerable<string> names, string? guard = null) =>
        string.Join('\n', names.Select(name => $"{name}: ${{{{ {(guard is null ? $"secrets.{name}" : $"{guard} && secrets.{name} || ''")} }}}}"));
}
