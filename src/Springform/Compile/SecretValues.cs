using Springform.Config;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>What the environment holds for the secrets that commands and publishers declare.</summary>
internal sealed class SecretValues(ProjectConfig config, ProcessEnvironment environment)
{
    /// <summary>By name; those that are not set are left out.</summary>
    public IReadOnlyDictionary<string, string> ByName =>
        config
            .Compile.SelectMany(step => step.Secrets)
            .Concat(config.Publishers.SelectMany(publisher => publisher.Secrets))
            .Concat(new[] { config.Deploy?.Postgresql?.Password?.Env }.OfType<string>())
            .Concat(config.Registries.Values.Select(login => login.Password))
            .Concat(config.Signatures.SelectMany(signature => signature.Secrets.Passphrases))
            .Concat(config.Signatures.SelectMany(signature => signature.Secrets.Keys).Where(name => !IsPath(environment[name])))
            .Distinct(StringComparer.Ordinal)
            .Where(name => environment[name] is not null)
            .ToDictionary(name => name, name => environment[name]!, StringComparer.Ordinal);

    /// <summary>A key may be given as the path of its file, which is no secret.</summary>
    private static bool IsPath(string? key) => key?.Contains('\n', StringComparison.Ordinal) == false;

    /// <summary>A command that runs without its secret may succeed with another result, which would be stored as the right one.</summary>
    /// <exception cref="SpringformException">E109 for each that is not set, is empty or is too short to be masked</exception>
    public void Require(IEnumerable<CommandStep> commands) => Require(commands.SelectMany(command => command.Secrets.Select(name => (name, command.Id))));

    /// <param name="wanted">names of secrets, and who wants them</param>
    /// <exception cref="SpringformException">as for commands</exception>
    public void Require(IEnumerable<(string Name, string By)> wanted)
    {
        var problems = wanted
            .GroupBy(secret => secret.Name, secret => secret.By, StringComparer.Ordinal)
            .Select(secret => Fault(secret.Key, environment[secret.Key], secret.Distinct(StringComparer.Ordinal).ToList()))
            .OfType<Problem>()
            .OrderBy(problem => problem.What, StringComparer.Ordinal)
            .ToList();
        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }

    private static Problem? Fault(string name, string? value, List<string> steps)
    {
        var fault =
            value is null ? "is not set in the environment"
            : value.Trim().Length == 0 ? "is empty in the environment"
            : value.Trim().Length < Secrets.ShortestLength ? $"has fewer than {Secrets.ShortestLength} characters, so it cannot be masked in the output"
            : null;
        return fault is null
            ? null
            : new Problem(
                ErrorCode.MissingVariable,
                $"the secret {name} {fault}",
                $"environment, {name}; wanted by {string.Join(", ", steps.Take(4))}{(steps.Count > 4 ? $" and {steps.Count - 4} more" : "")}",
                value?.Trim().Length > 0
                    ? $"set {name} to the whole secret; if the value is not a secret, write it in env"
                    : $"set {name} before the build (in CI give the step that secret), or remove it from secrets in springform.yaml"
            );
    }
}
