using System.Globalization;
using Cake.Core.Diagnostics;
using Springform.Reporting;

namespace Springform.Hosting;

/// <summary>
/// What Cake itself has to say. Its errors are kept and not shown: <see cref="ErrorText"/> renders the run's failure once, in our shape.
/// </summary>
internal sealed class CakeMessages(Terminal terminal) : ICakeLog
{
    private readonly List<string> errors = [];

    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <summary>Without Cake's own "Error: " before them.</summary>
    public IReadOnlyList<string> Errors => errors;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        var text = args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
        if (level <= LogLevel.Error)
        {
            const string mark = "Error: ";
            errors.AddRange(
                (text.StartsWith(mark, StringComparison.Ordinal) ? text[mark.Length..] : text).Split(
                    '\n',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                )
            );
        }
        else if (verbosity <= Verbosity)
        {
            foreach (var line in text.Split('\n'))
            {
                terminal.Line(line.TrimEnd('\r'));
            }
        }
    }
}
