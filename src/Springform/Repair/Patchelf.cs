using System.Text.RegularExpressions;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Repair;

/// <summary>Rewrites names in ELF files, of any architecture, with patchelf(1).</summary>
/// <param name="program">the one that Springform ships, or a name that PATH finds</param>
public sealed partial class Patchelf(ProcessRunner processes, string program)
{
    // What auditwheel asks for too: versions before it can damage what they rewrite.
    private static readonly Version Oldest = new(0, 14);

    /// <exception cref="SpringformException">E303 it is not there, or too old</exception>
    public async Task RequireAsync(CancellationToken cancellation)
    {
        if (!Path.IsPathFullyQualified(program) && processes.Environment.FindExecutables(program).Count == 0)
        {
            throw Missing("patchelf is not installed; repair rewrites the names of libraries with it", "PATH");
        }

        var answer = await processes.CaptureAsync(new ProcessCommand(program, ["--version"]), cancellation);
        var match = VersionLine().Match(answer.Output);
        if (!answer.Succeeded || !match.Success)
        {
            throw Missing($"patchelf does not say its version (exit code {answer.ExitCode})", program);
        }

        if (Version.Parse(match.Groups["version"].Value) is var found && found < Oldest)
        {
            throw Missing($"patchelf is {found}, and repair needs {Oldest} or newer: older ones can damage files", program);
        }
    }

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

        if (edit.Needed.Count > 0)
        {
            var names = edit.Needed.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => new[] { "--replace-needed", pair.Key, pair.Value });
            await RunAsync([.. names, file], cancellation);
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
            throw new SpringformException(new Problem(
                ErrorCode.RepairFailed, $"patchelf refused {Path.GetFileName(arguments[^1])}: {Quoted.Clean(result.LastWords)}", $"patchelf {string.Join(' ', arguments)}",
                "a file that patchelf cannot change cannot be repaired: link the library statically"));
        }
    }

    private static SpringformException Missing(string what, string where) =>
        new(new Problem(ErrorCode.MissingTool, what, where, "use a release of Springform, which brings it, or: sudo apt-get install patchelf"));

    [GeneratedRegex(@"^patchelf (?<version>\d+\.\d+(\.\d+)?)", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
