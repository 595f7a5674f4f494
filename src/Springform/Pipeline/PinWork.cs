using Springform.Config;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>Pins base images to what the registry holds now. A base that no registry answers for stays as it is: its mirror build is pinned by content. A pin is never dropped.</summary>
public sealed class PinWork(BuildContext context)
{
    /// <returns>how many images springform.lock pins now</returns>
    /// <exception cref="SpringformException">E307 a registry refused, or none answered for any base</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var locked = new Dictionary<string, LockedImage>(StringComparer.Ordinal);
        var problems = new List<Problem>();
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
                    context.Run.Terminal.Line($"    {planned.Image} {planned.Platform}: no registry answers; stays a mirror build of {planned.MirrorSuite}");
                }
            }

            if (digests.Count > 0)
            {
                locked[bases.Key] = digests.Values.Distinct(StringComparer.Ordinal).Count() == 1
                    ? new LockedImage { Digest = digests.Values.First() }
                    : new LockedImage { Platforms = digests };
            }
        }

        if (problems.Count == 0 && locked.Count == 0)
        {
            problems.Add(new Problem(
                ErrorCode.BaseUnavailable,
                "no registry answers for any base image: there is nothing to pin",
                LockFile.FileName,
                "run again where a registry can be reached; the file is as it was, and mirror builds stay pinned by their content"));
        }

        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }

        new LockFile(locked).Write(Path.Combine(context.Folders.Root, LockFile.FileName));
        return locked.Count;
    }

    private static Problem NotPinned(PlannedBase planned, PullResult pull) => new(
        ErrorCode.BaseUnavailable,
        $"{planned.Image} for {planned.Platform} cannot be pinned: {pull.Message ?? pull.Outcome.ToString()}",
        "springform.lock",
        "check the image's name and the login of the engine (docker login), or give the base a mirror:");
}
