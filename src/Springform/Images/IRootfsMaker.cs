using Springform.Machine;

namespace Springform.Images;

/// <summary>Makes the root file system of a base from its distribution's mirror.</summary>
internal interface IRootfsMaker
{
    /// <param name="path">the tar to write; a half one may be left when it fails</param>
    Task RunAsync(MirrorBase wanted, string path, IOutput output, CancellationToken cancellation);
}
