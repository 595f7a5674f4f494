using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Wheels;

/// <summary>
/// Installs a wheel in a bare image that has its Python, as a user would but without a network; imports its extensions, and runs the declared commands.
/// </summary>
internal sealed class WheelTester(IContainerEngine engine)
{
    private const string WorkDirectory = "/wheel";

    // pip itself refuses a wheel whose tags do not fit the interpreter or the system's glibc. What the wheel depends on is the image's to have.
    private const string Install = "\"$PYTHON\" -m pip install --quiet --no-index --no-deps --no-cache-dir --disable-pip-version-check --target site ";

    // Scripts lie beside the modules then; a shell finds them as in an environment of the wheel's own.
    private const string Path = "PATH=" + WorkDirectory + "/site/bin:$PATH\nexport PATH";

    private const string SystemFile = "system.txt";

    // The base's own name for itself, and its glibc.
    private const string Describe =
        "{ (. /etc/os-release && echo \"$PRETTY_NAME\") || echo; getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2; } >" + SystemFile;

    private const string Import =
        "\"$PYTHON\" -c 'import importlib, sys; [print(\"imported\", importlib.import_module(name).__file__) for name in sys.argv[1:]]' ";

    /// <param name="image">a base with its Python and pip</param>
    /// <param name="wheel">full path of the finished wheel</param>
    /// <returns>the base's name for itself, empty when it has none; its glibc, null when it has another C library</returns>
    /// <exception cref="SpringformException">E422 with the last lines</exception>
    public async Task<(string Distribution, string? Glibc)> RunAsync(
        WheelTestStep test,
        BuilderStep image,
        string wheel,
        long sourceDateEpoch,
        IOutput log,
        CancellationToken cancellation
    )
    {
        var system = "";
        var run = new ContainerRun(image.Reference, image.Platform, ["sh", "-ec", Script(test)])
        {
            Name = test.Id,
            WorkDirectory = WorkDirectory,
            Limits = test.Limits,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PYTHON"] = test.Interpreter,
                ["PYTHONPATH"] = $"{WorkDirectory}/site",
                ["HOME"] = "/tmp",
                ["PIP_ROOT_USER_ACTION"] = "ignore",
            },
            Inputs = (stream, token) => TarArchive.WriteAsync([ArchiveEntry.FromFile(test.Wheel, wheel)], stream, sourceDateEpoch, token),
            Outputs =
            [
                new ContainerCopy(
                    $"{WorkDirectory}/{SystemFile}",
                    (stream, token) => new ArchiveReader().ReadTarAsync(stream, (_, content) => system = new StreamReader(content).ReadToEnd(), token)
                ),
            ],
        };
        var result = await engine.RunAsync(run, log, cancellation);
        if (result.ExitCode != 0)
        {
            var (ending, fix) = result.Ending(test.Limits);
            throw new SpringformException(
                new Problem(
                    ErrorCode.WheelTestFailed,
                    result.EngineError is { } reason ? $"{test.Interpreter} could not be started to try {test.Wheel}: {reason}"
                        : result.TimedOut || result.OutOfMemory ? $"the test of {test.Wheel} on {test.Base} {ending}"
                        : $"{test.Wheel} does not install, import or pass its tests on {test.Base} (exit code {result.ExitCode})",
                    $"step {test.Id}, image {image.Reference}",
                    fix ?? "see its last lines below"
                )
                {
                    Details = result.Tail,
                }
            );
        }

        var lines = system.Split('\n');
        return (Quoted.Clean(lines[0]), lines.ElementAtOrDefault(1) is { } glibc && Version.TryParse(glibc, out _) ? glibc : null);
    }

    private static string Script(WheelTestStep test)
    {
        var lines = new List<string> { Install + ShellQuoting.Render([test.Wheel]), Path, Import + ShellQuoting.Render(test.Imports) };
        lines.AddRange(test.Commands.Select(ShellQuoting.Render));
        lines.Add(Describe);
        return string.Join('\n', lines);
    }
}
