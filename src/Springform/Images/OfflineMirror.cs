using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.Images;

/// <summary>The mirror with --offline: nothing is made from it. E307.</summary>
internal sealed class OfflineMirror : IRootfsMaker
{
    public Task RunAsync(MirrorBase wanted, string path, IOutput output, CancellationToken cancellation) =>
        throw new SpringformException(
            new Problem(
                ErrorCode.BaseUnavailable,
                $"the base {wanted.FileName} is not in the cache, and --offline prevents making it from the mirror",
                "--offline",
                "run once without --offline"
            )
        );
}
