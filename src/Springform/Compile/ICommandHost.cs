using Springform.Archives;
using Springform.Engine;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>Where a command runs: in a container of its builder, or in place when Springform already runs inside that builder.</summary>
internal interface ICommandHost
{
    /// <summary>Whether --target=Shell opens a shell where commands run.</summary>
    bool OpensShell { get; }

    /// <summary>What runs a command again by hand; null: it did not run in a container, or the engine no longer holds the image.</summary>
    Task<Rerun?> RerunAsync(CommandStep step, BuilderStep builder, CancellationToken cancellation);

    /// <summary>Unpacks the inputs into a private folder, runs the command there, hands what it left to <paramref name="outputs"/>.</summary>
    Task<ContainerResult> RunAsync(
        CommandStep step,
        BuilderStep builder,
        IReadOnlyList<ArchiveEntry> inputs,
        OutputSpool outputs,
        IOutput log,
        CancellationToken cancellation
    );
}
