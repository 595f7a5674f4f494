using Springform.Errors;
using Springform.Machine;

namespace Springform.Repair;

/// <summary>Rewrites names in ELF files, of any architecture, with patchelf(1).</summary>
/// <param name="program">the one that Springform ships, or a name that PATH finds</param>
internal sealed class Patchelf(ProcessRunner processes, string program)
{
    /// <exception cref="SpringformException">E303 it is not there, or does not do what it is asked to</exception>
    public async Task RequireAsync(CancellationToken cancellation) =>
        await PatchelfChoice.FindAsync(processes, [.. processes.Environment.FindExecutables(program).Take(1)], cancellation);

    /// <exception cref="SpringformException">E423 it refuses the file</exception>
    public async Task EditAsync(string file, ElfEdit edit, CancellationToken cancellation)
    {
        // One change a run: with several, 0.14 writes one string over the other. A file may have both DT_RPATH and DT_RUNPATH: where only one
        // is rewritten, loaders may go by the other.
        if (edit.RemovesPath)
        {
            await RunAsync(["--remove-rpath", file], cancellation);
        }

        if (edit.Soname is { } soname)
        {
            await RunAsync(["--set-soname", soname, file], cancellation);
        }

        foreach (var (old, name) in edit.Needed.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            await RunAsync(["--replace-needed", old, name, file], cancellation);
        }

        if (edit.Path.Count > 0)
        {
            string[] kind = edit.IsRunpath ? [] : ["--force-rpath"];
            await RunAsync([.. kind, "--set-rpath", string.Join(':', edit.Path), file], cancellation);
        }
    }

    private async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var result = await processes.CaptureAsync(new ProcessCommand(program, arguments), cancellation);
        if (!result.Succeeded)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.RepairFailed,
                    $"patchelf refused {Path.GetFileName(arguments[^1])}: {Quoted.Clean(result.LastWords)}",
                    $"patchelf {string.Join(' ', arguments)}",
                    "a file that patchelf cannot change cannot be repaired: link the library statically"
                )
            );
        }
    }
}
