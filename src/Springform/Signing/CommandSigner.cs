using Springform.Config;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Signing;

/// <summary>Signatures by the user's own commands on this machine.</summary>
internal sealed class CommandSigner(SignCommandConfig config, SigningProgram program, ProcessEnvironment environment) : ISigner
{
    public async Task SignAsync(string file, string signature, CancellationToken cancellation)
    {
        RequireSecrets();
        var (exitCode, said) = await program.RunAsync(config.Sign!.Arguments, null, Variables(file, signature), cancellation);
        if (exitCode != 0)
            throw program.Failure($"{program.Place}.command.sign ended with exit code {exitCode} for {Path.GetFileName(file)}", said, "mend the command");
        if (!File.Exists(signature))
            throw program.Failure(
                $"{program.Place}.command.sign ended with 0 and made no signature of {Path.GetFileName(file)}",
                said,
                "let the command write the file that the variable SIGNATURE names"
            );
    }

    public async Task<string?> RefusalAsync(string file, string signature, CancellationToken cancellation)
    {
        var (exitCode, said) = await program.RunAsync(config.Verify!.Arguments, null, Variables(file, signature), cancellation);
        return exitCode == 0 ? null : $"is refused by {program.Place}.command.verify (exit code {exitCode}{(said is [.., var last] ? $": {last}" : "")})";
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Dictionary<string, string?> Variables(string file, string signature) => new() { ["FILE"] = file, ["SIGNATURE"] = signature };

    private void RequireSecrets()
    {
        var problems = config
            .Secrets.Where(name => string.IsNullOrWhiteSpace(environment[name]))
            .Select(name => new Problem(
                ErrorCode.MissingVariable,
                $"the secret {name} is not set in the environment",
                $"environment, {name}; wanted by {program.Place}",
                $"set {name} (in CI give the step that secret), or remove it from secrets in springform.yaml"
            ))
            .ToList();
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }
}
