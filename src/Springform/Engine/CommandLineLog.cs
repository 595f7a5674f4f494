namespace Springform.Engine;

/// <summary>
/// Writes each command line before it starts (<c>--verbosity=diagnostic</c>): give <see cref="Started"/> to <see cref="ProcessRunner"/>. Secrets do not
/// belong into arguments; should a value of one get there all the same, it is masked.
/// </summary>
/// <param name="secrets">values, not names; empty ones are ignored</param>
public sealed class CommandLineLog(Action<string> write, IEnumerable<string> secrets)
{
    private readonly IReadOnlyList<string> _secrets = [.. secrets.Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length)];

    public void Started(ProcessCommand command)
    {
        write("$ " + ShellQuoting.Render([command.Executable, .. command.Arguments.Select(Mask)]));
    }

    // Before the quoting, which would change a value with a quote in it.
    private string Mask(string argument) => _secrets.Aggregate(argument, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal));
}
