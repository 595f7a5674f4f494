using System.Runtime.InteropServices;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// Makes the root file system of a Debian or Ubuntu base with mmdebstrap(1), which gives the same bytes each time (until the mirror moves on) when
/// SOURCE_DATE_EPOCH is set. It needs no root: it chooses its mode by what it may do.
/// </summary>
/// <param name="clock">measures how long it takes</param>
/// <param name="aptFolder">the host's apt configuration, /etc/apt</param>
internal sealed class Mmdebstrap(ProcessRunner processes, TimeProvider clock, string aptFolder = "/etc/apt") : IRootfsMaker
{
    /// <summary>2020-01-01: a time that no base is older than.</summary>
    private const string Epoch = "1577836800";

    private const int ShownLines = 40;

    /// <summary>For unmounting what it mounted; what it leaves is cleared by <see cref="RootfsWork"/>.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private const string Install = "run the same command with --provision as root (sudo), or: sudo apt-get install --no-install-recommends ";

    /// <summary>E303 when a program is missing, E304 when the host cannot run the architecture, E307 when the mirror or mmdebstrap refuses.</summary>
    /// <param name="path">the tar to write; a half one may be left when it fails</param>
    public async Task RunAsync(MirrorBase wanted, string path, IOutput output, CancellationToken cancellation)
    {
        var program = Find("mmdebstrap", wanted);
        await RequireArchitectureAsync(wanted, cancellation);
        var last = new Queue<string>();
        void Line(string text)
        {
            if (last.Count == ShownLines)
                last.Dequeue();
            last.Enqueue(text);
            output.Detail(text);
        }

        var environment = new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = Epoch, ["LC_ALL"] = "C.UTF-8" };
        using var work = System.Environment.IsPrivilegedProcess ? new RootfsWork(RootfsWork.NoteOf(path)) : null;
        if (work is not null)
            environment["TMPDIR"] = work.Begin();
        var command = new ProcessCommand(program, Arguments(wanted, path))
        {
            Environment = environment,
            OutputLine = Line,
            ErrorLine = Line,
            Grace = Grace,
            AsksChildren = true, // it waits for what it has started, which is not told otherwise
            EndsChildren = true,
        };
        var ended = await Deadline.RunAsync(RunLimits.DefaultTimeout, clock, token => processes.RunAsync(command, token), cancellation);
        if (ended is not { } exitCode)
            throw TooLong(wanted, [.. last]);
        if (exitCode != 0)
            throw Failed(wanted, path, exitCode, [.. last]);
    }

    private List<string> Arguments(MirrorBase wanted, string path)
    {
        List<string> arguments = ["--variant=minbase", "--mode=auto", "--format=tar", $"--architectures={wanted.Architecture}"];
        if (wanted.Packages.Count > 0)
            arguments.Add($"--include={string.Join(',', wanted.Packages)}");
        if (Distribution.OfSuite(wanted.Suite) is { } distribution)
            arguments.Add($"--keyring={RequireKeyring(distribution)}");
        return [.. arguments, wanted.Suite, path, .. Lines(wanted)];
    }

    /// <summary>Without any, mmdebstrap takes the distribution's own servers, updates and all.</summary>
    private IReadOnlyList<string> Lines(MirrorBase wanted)
    {
        var lines = new AptSources(aptFolder).LinesFor(wanted.Suite, wanted.Architecture, wanted.Updates);
        return lines.Count == 0 && !wanted.Updates && Distribution.OfSuite(wanted.Suite) is { } distribution
            ? [$"deb {distribution.ArchiveOf(wanted.Architecture)} {wanted.Suite} main"]
            : lines;
    }

    private static string RequireKeyring(Distribution distribution) =>
        File.Exists(distribution.Keyring)
            ? distribution.Keyring
            : throw new SpringformException(
                new Problem(
                    ErrorCode.MissingTool,
                    $"the keys that sign {distribution.Name}'s archive are not installed",
                    distribution.Keyring,
                    Install + distribution.KeyringPackage
                )
            );

    // arch-test runs a tiny program of that architecture: natively, or through qemu and binfmt.
    private async Task RequireArchitectureAsync(MirrorBase wanted, CancellationToken cancellation)
    {
        if (wanted.Architecture == HostArchitecture())
            return;
        var tested = await processes.CaptureAsync(new ProcessCommand(Find("arch-test", wanted), [wanted.Architecture]), cancellation);
        if (tested.Succeeded)
            return;
        throw new SpringformException(
            new Problem(
                ErrorCode.MissingCapability,
                $"this machine cannot run {wanted.Architecture} programs, so it cannot make the base {wanted.FileName}",
                "arch-test " + wanted.Architecture,
                Install + "qemu-user-static binfmt-support"
            )
        );
    }

    private string Find(string program, MirrorBase wanted) =>
        processes.Environment.FindExecutables(program) is [var first, ..]
            ? first
            : throw new SpringformException(
                new Problem(
                    ErrorCode.MissingTool,
                    $"{program} is not installed; it makes the base {wanted.FileName} where no registry answers",
                    "PATH",
                    Install + "mmdebstrap arch-test qemu-user-static binfmt-support"
                )
            );

    private static SpringformException Failed(MirrorBase wanted, string path, int exitCode, IReadOnlyList<string> lines)
    {
        if (lines.Any(line => line.Contains("No space left on device", StringComparison.Ordinal)))
        {
            return new(
                new Problem(
                    ErrorCode.DiskFull,
                    $"the disk is full: the base {wanted.FileName} was not made",
                    $"{Path.GetDirectoryName(path)} or {Path.GetTempPath()}",
                    "make room there (df -h shows how much), then run it again"
                )
                {
                    Details = lines,
                }
            );
        }

        return new(
            new Problem(
                ErrorCode.BaseUnavailable,
                $"the base {wanted.FileName} could not be made from the mirror (mmdebstrap, exit code {exitCode})",
                "mmdebstrap",
                "see its last lines below: mostly the mirror is not reachable, or the suite or a package is not there"
            )
            {
                Details = lines,
            }
        );
    }

    private static SpringformException TooLong(MirrorBase wanted, IReadOnlyList<string> lines) =>
        new(
            new Problem(
                ErrorCode.BaseUnavailable,
                $"the base {wanted.FileName} was not made within {RunLimits.Words(RunLimits.DefaultTimeout)}, and mmdebstrap was ended",
                "mmdebstrap",
                "see its last lines below: mostly the mirror answers too slowly; another one in the host's apt sources is taken too"
            )
            {
                Details = lines,
            }
        );

    private static string HostArchitecture() =>
        RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            Architecture.X86 => "i386",
            Architecture.Arm => "armhf",
            Architecture.Ppc64le => "ppc64el",
            Architecture.S390x => "s390x",
            Architecture.RiscV64 => "riscv64",
            var other => other.ToString(),
        };
}
