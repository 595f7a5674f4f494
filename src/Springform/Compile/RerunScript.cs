using Springform.Machine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>
/// rerun.sh of a failure capsule: the command once more in a new container of the same image, for any POSIX shell. It ends with the command's exit code, or
/// with 4 where the engine does not hold the image.
/// </summary>
internal static class RerunScript
{
    public static string Of(Rerun rerun, CommandStep step)
    {
        string[] lines =
        [
            "#!/bin/sh",
            $"# Runs {step.Id} again: the same image, inputs, command and environment. Caches are the volumes of this machine, if it has them.",
            $"# ENGINE names another client than {rerun.Engine}.",
            "set -eu",
            "here=$(cd -- \"$(dirname -- \"$0\")\" && pwd)",
            $"engine=${{ENGINE:-{rerun.Engine}}}",
            .. step.Secrets.Select(name => $": \"${{{name}:?is a secret of the command, and not kept in here: set it}}\""),
            .. step.Secrets.Select(name => $"export {name}"),
            $"image={Quoted(rerun.Image)}",
            "id=$(\"$engine\" image inspect --format '{{.Id}}' \"$image\" 2>/dev/null) || {",
            "    echo \"$engine does not hold $image: build it with --target=BuilderImage in the project, or bring it with $engine save and $engine load\" >&2",
            "    exit 4",
            "}",
            $"[ \"$id\" = {Quoted(rerun.ImageId)} ] || echo \"warning: $image is another image now: $id\" >&2",
            $"container=$(\"$engine\" {ShellQuoting.Render(rerun.Create)})",
            "trap '\"$engine\" rm --force --volumes \"$container\" >/dev/null' EXIT",
            "trap 'exit 130' INT TERM",
            "# A container's user may be another one, and a umask may have taken these bits.",
            $"chmod -R go+rX \"$here{ContainerHost.WorkDirectory}\"",
            $"\"$engine\" cp \"$here{ContainerHost.WorkDirectory}\" \"$container:/\"",
            "\"$engine\" start --attach \"$container\"",
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string Quoted(string text) => ShellQuoting.Render([text]);
}
