using Springform.Errors;
using Springform.Machine;

namespace Springform.Repair;

/// <summary>
/// Takes the first patchelf that does what it is asked to. Its version says little: distributions mend old ones, and new ones have faults of their own.
/// </summary>
internal static class PatchelfChoice
{
    private const string Fix = "run the same command with --provision, as root (sudo); or use a release of Springform, which brings its own";

    /// <param name="programs">full paths, the preferred one first</param>
    /// <exception cref="SpringformException">E303 there is none, or none can do it</exception>
    public static async Task<Patchelf> FindAsync(ProcessRunner processes, IReadOnlyList<string> programs, CancellationToken cancellation)
    {
        var refusals = new List<string>();
        foreach (var program in programs)
        {
            var patchelf = new Patchelf(processes, program);
            if (await PatchelfTrial.FailureAsync(patchelf, cancellation) is not { } failure)
                return patchelf;
            refusals.Add($"{program} {failure}");
        }

        throw new SpringformException(
            refusals.Count == 0
                ? new Problem(ErrorCode.MissingTool, "patchelf is not installed; repair rewrites the names of libraries with it", "PATH", Fix)
                : new Problem(ErrorCode.MissingTool, $"patchelf cannot be used for repair: {string.Join("; ", refusals)}", string.Join(", ", programs), Fix)
        );
    }
}
