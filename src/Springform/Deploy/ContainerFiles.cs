using Springform.Errors;
using Springform.Machine;

namespace Springform.Deploy;

/// <summary>
/// Files in the container. A new one is written beside its place and renamed into it; what it replaces stays beside it under another name until the deploy has
/// held, as a second link to the same file, so that it comes back as it was. A file is never overwritten: a library that a process has mapped would change
/// under it.
/// </summary>
internal sealed class ContainerFiles(TargetContainer container)
{
    private const string Full = "No space left on device";

    /// <summary>Beside NAME: .springform-new.NAME is being written, -old. is what was there, -none. says that nothing was.</summary>
    private const string Look = """
        for path; do
          if [ -L "$path" ]; then echo link
          elif [ -f "$path" ]; then sum=$(sha256sum <"$path") && echo "file ${sum%% *} $(stat -c '%a %u:%g %U:%G' "$path")" || exit 1
          elif [ -e "$path" ]; then echo other
          elif [ -d "${path%/*}" ]; then echo absent
          else echo nofolder; fi
        done
        """;

    private const string Write = """
        umask 077
        cat >"$1" && chown "$2" "$1" && chmod "$3" "$1" && sha256sum <"$1"
        """;

    private const string CopyAside = """cp -p "$path" "${path%/*}/.springform-new.${path##*/}.old";""";

    private const string Exchange = $$"""
        set -e
        for path; do
          old=${path%/*}/.springform-old.${path##*/} none=${path%/*}/.springform-none.${path##*/}
          if [ ! -e "$path" ]; then : >"$none"
          elif ! ln "$path" "$old" 2>/dev/null; then {{CopyAside}} mv -f "${path%/*}/.springform-new.${path##*/}.old" "$old"; fi
        done
        for path; do mv -f "${path%/*}/.springform-new.${path##*/}" "$path"; done
        """;

    // mv of two links to one file may do nothing, hence rm.
    private const string PutBack = """
        status=0
        for folder; do
          for old in "$folder"/.springform-old.*; do
            [ -e "$old" ] || continue
            mv -f "$old" "$folder/${old##*/.springform-old.}" && rm -f "$old" && echo "$folder/${old##*/.springform-old.}" || status=1
          done
          for none in "$folder"/.springform-none.*; do
            [ -e "$none" ] || continue
            rm -f "$folder/${none##*/.springform-none.}" && rm -f "$none" && echo "$folder/${none##*/.springform-none.}" || status=1
          done
          rm -f "$folder"/.springform-new.* || status=1
        done
        exit $status
        """;

    private const string Forget = """
        for path; do rm -f "${path%/*}/.springform-old.${path##*/}" "${path%/*}/.springform-none.${path##*/}" || exit 1; done
        """;

    /// <summary>In the order of the files. Nothing is changed.</summary>
    /// <exception cref="SpringformException">E642 for a folder that is not there, and for what is neither a file nor absent</exception>
    public async Task<IReadOnlyList<FileState>> StatesAsync(IReadOnlyList<DeployFile> files, CancellationToken cancellation)
    {
        var result = await container.ScriptAsync(Look, files.Select(file => file.Path), cancellation);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (!result.Succeeded || lines.Length != files.Count)
            throw Failed("the files in the container could not be read", result);
        var problems = files.Zip(lines, Refusal).OfType<Problem>().ToList();
        return problems.Count > 0 ? throw new SpringformException(problems) : [.. lines.Select(Parse)];
    }

    /// <exception cref="SpringformException">E305 the container's disk is full, E642 else</exception>
    public async Task WriteAsync(DeployFile file, CancellationToken cancellation)
    {
        var beside = $"{file.Folder}/.springform-new.{file.Name}";
        var result = await container.ScriptAsync(
            Write,
            [beside, file.Owner, file.Mode],
            cancellation,
            async (stream, token) =>
            {
                await using var content = File.OpenRead(file.HostPath);
                await content.CopyToAsync(stream, token);
            }
        );
        if (result.Error.Contains(Full, StringComparison.Ordinal))
            throw new SpringformException(
                new Problem(
                    ErrorCode.DiskFull,
                    $"{file.Path} was not written: the disk of the container {container.Name} is full",
                    $"container {container.Name}",
                    "make room there, then run the same command"
                )
            );
        if (!result.Succeeded)
            throw Failed($"{file.Path} was not written", result);
        if (!result.Output.StartsWith(file.Sha256, StringComparison.Ordinal))
            throw Failed($"{file.Path} did not arrive as it was sent", result);
    }

    /// <summary>All that was written takes its place; what was there stays beside it.</summary>
    public async Task ExchangeAsync(IReadOnlyList<DeployFile> files, CancellationToken cancellation)
    {
        var result = await container.ScriptAsync(Exchange, files.Select(file => file.Path), cancellation);
        if (!result.Succeeded)
            throw Failed("the new files could not be put into their places", result);
    }

    /// <summary>Whatever a deploy that did not end has left: what was there comes back, and nothing of its own stays.</summary>
    /// <returns>paths that are as they were before</returns>
    public async Task<IReadOnlyList<string>> PutBackAsync(IEnumerable<DeployFile> files, CancellationToken cancellation)
    {
        var result = await container.ScriptAsync(PutBack, files.Select(file => file.Folder).Distinct(StringComparer.Ordinal), cancellation);
        return result.Succeeded
            ? result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw Failed("the old files could not be put back", result);
    }

    /// <summary>The deploy held: what was kept for its failure goes.</summary>
    public async Task ForgetAsync(IReadOnlyList<DeployFile> files, CancellationToken cancellation)
    {
        var result = await container.ScriptAsync(Forget, files.Select(file => file.Path), cancellation);
        if (!result.Succeeded)
            throw Failed("the files that were replaced could not be removed", result);
    }

    private Problem? Refusal(DeployFile file, string line) =>
        line switch
        {
            "nofolder" => Problem($"there is no folder {file.Folder} in the container {container.Name}", "create it in the image, or correct to:"),
            "link" => Problem(
                $"{file.Path} is a symbolic link in the container {container.Name}, and a link is not replaced",
                "deploy to the file that it leads to"
            ),
            "other" => Problem($"{file.Path} is no file in the container {container.Name}", "correct to:; a folder ends with a slash"),
            _ => null,
        };

    private static FileState Parse(string line) =>
        line.Split(' ') is ["file", var sum, var mode, var numbers, var names] ? new FileState(sum, mode, [numbers, names]) : FileState.Absent;

    private SpringformException Failed(string what, ProcessResult result) =>
        new(
            Problem(what, "read the container's own words below") with
            {
                Details = [.. result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(10)],
            }
        );

    private Problem Problem(string what, string fix) => new(ErrorCode.DeployFailed, what, $"container {container.Name}, step Deploy", fix);
}
