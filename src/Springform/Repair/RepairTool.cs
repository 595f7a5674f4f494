using Springform.Errors;
using Springform.Machine;

namespace Springform.Repair;

/// <summary>The patchelf that repair uses, looked for and tried out once.</summary>
/// <param name="scratchFolder">where one that this project has built is unpacked to</param>
internal sealed class RepairTool(ProcessRunner processes, string scratchFolder)
{
    private Task<Patchelf>? found;

    /// <exception cref="SpringformException">E303 there is none, or none can do it</exception>
    public Task<Patchelf> FindAsync(CancellationToken cancellation) =>
        found ??= PatchelfChoice.FindAsync(processes, ShippedTools.All("patchelf", processes.Environment, scratchFolder), cancellation);

    /// <summary>Why nothing here can repair; null when something can.</summary>
    public async Task<Problem?> RefusalAsync(CancellationToken cancellation)
    {
        try
        {
            await FindAsync(cancellation);
            return null;
        }
        catch (SpringformException refusal)
        {
            Forget();
            return refusal.Problems[0];
        }
    }

    /// <summary>After something was installed: another one may be there.</summary>
    public void Forget() => found = null;
}
