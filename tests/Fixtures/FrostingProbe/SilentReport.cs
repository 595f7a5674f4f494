using Cake.Core;
using Cake.Core.Diagnostics;

namespace FrostingProbe;

/// <summary>Takes the place of Cake's own printer: the output then holds what tasks say.</summary>
public sealed class SilentReport : ICakeReportPrinter
{
    public void Write(CakeReport report) => Console.WriteLine("> report of " + string.Join(' ', report.Select(entry => entry.TaskName)));

    public void WriteLifeCycleStep(string name, Verbosity verbosity) { }

    public void WriteStep(string name, Verbosity verbosity) { }

    public void WriteSkippedStep(string name, Verbosity verbosity) { }
}
