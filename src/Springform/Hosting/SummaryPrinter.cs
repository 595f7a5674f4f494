using Cake.Core;
using Cake.Core.Diagnostics;
using Springform.Pipeline;

namespace Springform.Hosting;

/// <summary>Cake's report is replaced: tasks are headed by <see cref="TaskGroups"/>, and the end of a run by the table of <see cref="BuildContext"/>.</summary>
internal sealed class SummaryPrinter : ICakeReportPrinter
{
    public void Write(CakeReport report)
    {
        // written by the project's lifetime, which knows what was cached and what is in dist/
    }

    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
        // Setup and Teardown are no news
    }

    public void WriteStep(string name, Verbosity verbosity)
    {
        // TaskGroups heads each task
    }

    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
        // no task of ours has criteria: a step that was asked for runs
    }
}
