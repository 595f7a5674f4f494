using Springform.Config;
using Springform.Engine;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>
/// Brings base images up to date: what a registry holds now goes into springform.lock; a base that no registry answers for is made anew from the mirror, and pinned by
/// its content in <c>.springform/</c>. A pin of springform.lock is never dropped.
/// </summary>
public sealed class PinWork(BuildContext context)
{
    /// <returns>how many images springform.lock pins now, and how many bases were made anew</returns>
    /// <exception cref="SpringformException">E307 a registry refused, or none answers and there is no mirror; springform.lock is as it was</exception>
    public async Task<(int Locked, int Made)> RunAsync(CancellationToken cancellation)
    {
        var locked = new Dictionary<string, LockedImage>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var unanswered = new List<PlannedBase>();
        foreach (var bases in context.Plan.Bases.GroupBy(planned => planned.Image))
        {
            var digests = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var planned in bases)
            {
                var pull = await context.Engine.PullAsync(planned.Image, planned.Platform, context.Run.Terminal, cancellation);
                if (pull.Outcome == PullOutcome.Pulled)
                {
                    digests[planned.Platform] = pull.Digest!;
                }
                else if (pull.Outcome == PullOutcome.Refused || planned.MirrorSuite is null || context.Lock.Images.ContainsKey(planned.Image))
                {
                    problems.Add(NotPinned(planned, pull));
                }
                else
                {
                    unanswered.Add(planned);
                }
            }

            if (digests.Count > 0)
            {
                locked[bases.Key] = digests.Values.Distinct(StringComparer.Ordinal).Count() == 1
                    ? new LockedImage { Digest = digests.Values.First() }
                    : new LockedImage { Platforms = digests };
            }
        }

        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }

        foreach (var planned in unanswered)
        {
            await context.Images.RenewAsync(planned, cancellation);
        }

        if (locked.Count > 0)
        {
            new LockFile(locked).Write(Path.Combine(context.Folders.Root, LockFile.FileName));
        }

        return (locked.Count, unanswered.Count);
    }

    private static Problem NotPinned(PlannedBase planned, PullResult pull) => new(
        ErrorCode.BaseUnavailable,
        $"{planned.Image} for {planned.Platform} cannot be pinned: {pull.Message ?? pull.Outcome.ToString()}",
        "springform.lock",
        "check the image's name and the login of the engine (docker login), or give the base a mirror:");
}
