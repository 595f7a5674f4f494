using Springform.Engine;
using Springform.Plan;

namespace Springform.Wheels;

/// <summary>Rewrites names in ELF files with patchelf(1).</summary>
/// <param name="program">the one that Springform ships, or a name that PATH finds</param>
public sealed class Patchelf(ProcessRunner processes, string program)
{
    public Task SetNameAsync(string file, string soname, CancellationToken cancellation) => RunAsync(["--set-soname", soname, file], cancellation);

    public Task ReplaceNeededAsync(string file, string name, string other, CancellationToken cancellation) => RunAsync(["--replace-needed", name, other, file], cancellation);

    /// <summary>As DT_RPATH, which also holds for what a library in turn needs; DT_RUNPATH would not.</summary>
    /// <param name="rpath"><c>$ORIGIN/../demo.libs</c></param>
    public Task SetRpathAsync(string file, string rpath, CancellationToken cancellation) => RunAsync(["--force-rpath", "--set-rpath", rpath, file], cancellation);

    private async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (!Path.IsPathFullyQualified(program) && processes.Environment.FindExecutables(program).Count == 0)
        {
            throw new SpringformException(new Problem(
                ErrorCode.MissingTool, "patchelf is not installed; repair rewrites the names of libraries with it", "PATH", "use a release of Springform, which brings it, or: sudo apt-get install patchelf"));
        }

        var result = await processes.CaptureAsync(new ProcessCommand(program, arguments), cancellation);
        if (!result.Succeeded)
        {
            throw new SpringformException(new Problem(
                ErrorCode.RepairFailed, $"patchelf refused {Path.GetFileName(arguments[^1])}: {Quoted.Clean(result.LastWords)}", $"patchelf {string.Join(' ', arguments)}",
                "a file that patchelf cannot change cannot be repaired: link the library statically"));
        }
    }
}
