using Springform.Errors;
using Springform.Package.Merging;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>Merge with the run's plan and folders.</summary>
public sealed class MergeWork(BuildContext context)
{
    /// <exception cref="SpringformException">E103 without parts or with --only, E505 and others of verification</exception>
    public ArtifactLedger Run()
    {
        var options = context.Options;
        if (options.From.Count == 0)
        {
            throw Usage("--target=Merge has no parts to join", "give --from DIR for each part");
        }

        if (options.Only.Count > 0)
        {
            throw Usage("--target=Merge makes a whole dist/, and --only leaves targets out", "remove --only: it is for the machines that make the parts");
        }

        var folders = options.From.Select(folder => Path.GetFullPath(folder, context.Run.CallerFolder)).Distinct(StringComparer.Ordinal).ToList();
        var ledger = new DistMerger(context.Dist, context.Hasher, new PartAbi(context).Problems).Merge(context.Plan, folders);
        if (context.Plan.Key.IsPending)
        {
            context.Run.Terminal.Line("    warning: base images are not pinned here, so the parts cannot be compared: publish with --exclusive, or Dist builds everything again."
                + " springform.lock (--target=UpdatePins) pins them for all machines");
        }

        return ledger;
    }

    private static SpringformException Usage(string what, string fix) => new(new Problem(ErrorCode.InvalidValue, what, "command line", fix));
}
