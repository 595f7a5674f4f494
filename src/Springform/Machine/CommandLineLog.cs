namespace Springform.Machine;

/// <summary>
/// Writes each command line before it starts (<c>--verbosity=diagnostic</c>): give <see cref="Started"/> to <see cref="ProcessRunner"/>. Secrets do not
/// belong into arguments; should a value of one get there all the same, it is masked.
/// </summary>
/// <param name="secrets">asked for each command: they are known when springform.yaml was read</param>
internal sealed class CommandLineLog(Action<string> write, Func<Secrets> secrets)
{
    public void Started(ProcessCommand command)
    {
        var known = secrets();
        // Before the quoting, which would change a value with a quote in it.
        write("$ " + ShellQuoting.Render([command.Executable, .. command.Arguments.Select(known.Masked)]));
    }
}
