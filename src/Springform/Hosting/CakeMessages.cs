using Cake.Core.Diagnostics;
using Springform.Pipeline;

namespace Springform.Hosting;

/// <summary>
/// What Cake itself has to say. Its errors are left out: <see cref="ErrorText"/> renders the run's failure once, in our shape.
/// </summary>
internal sealed class CakeMessages(Terminal terminal) : ICakeLog
{
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity > Verbosity || (level <= LogLevel.Error && Verbosity < Verbosity.Diagnostic))
        {
            return;
        }

        var text = args.Length == 0 ? format : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args);
        foreach (var line in text.Split('\n'))
            terminal.Line(line.TrimEnd('\r'));
    }
}
