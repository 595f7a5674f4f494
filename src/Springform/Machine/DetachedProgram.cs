using System.Diagnostics;

namespace Springform.Machine;

/// <summary>A daemon that Springform started and that outlives it. Disposing lets go of it without stopping it.</summary>
internal sealed class DetachedProgram : IDisposable
{
    private readonly Process _process;

    internal DetachedProgram(Process process) => _process = process;

    public bool HasEnded => _process.HasExited;

    public void Dispose() => _process.Dispose();
}
