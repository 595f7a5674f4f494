using Springform.Config;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// Brings base images up to date: what a registry holds now goes into springform.lock; a base that no registry answers for is made anew from the mirror, and
/// pinned by its content in <c>.springform/</c>. A pin of springform.lock is never dropped.
/// </summary>
/// <param name="root">full path of the project</param>
internal sealed class PinUpdate(IContainerEngine engine, BaseImages bases, string root, IOutput log)
{
    private readonly string path = Path.Combine(root, LockFile.FileName);

    /// <returns>how many images springform.lock pins now, and how many bases were made anew</returns>
    /// <exception cref="SpringformException">E307 a registry refused, or none answers and there is no mirror; springform.lock is as it was</exception>
    public async Task<(int Locked, int Made)> RunAsync(BuildPlan plan, CancellationToken cancellation)
    {
        var locked = new Dictionary<string, LockedImage>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var unanswered = new List<PlannedBase>();
        foreach (var image in plan.Bases.Where(planned => planned.Container is null).GroupBy(planned => planned.Image))
        {
            var digests = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var planned in image)
            {
                var pull = await engine.PullAsync(planned.Image, planned.Platform, log, cancellation);
                if (pull.Outcome == PullOutcome.Pulled)
                {
                    digests[planned.Platform] = pull.Digest!;
                }
                else if (pull.Outcome == PullOutcome.Refused || planned.MirrorSuite is null || LockFile.Read(path).Images.ContainsKey(planned.Image))
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
                locked[image.Key] =
                    digests.Values.Distinct(StringComparer.Ordinal).Count() == 1
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
            await bases.RenewAsync(planned, log, cancellation);
        }

        if (locked.Count > 0)
        {
            new LockFile(locked).Write(path);
        }

        return (locked.Count, unanswered.Count);
    }

    private static Problem NotPinned(PlannedBase planned, PullResult pull) =>
        new(
            ErrorCode.BaseUnavailable,
            $"{planned.Image} for {planned.Platform} cannot be pinned: {pull.Message ?? pull.Outcome.ToString()}",
            "springform.lock",
            "check the image's name and the login of the engine (docker login), or give the base a mirror:"
        );
}
