using Springform.Errors;
using Springform.Machine;

namespace Springform.Engine.Health;

/// <summary>
/// The distribution's package manager. apt is used on Debian and Ubuntu; dnf was written from its documentation and is untested.
/// </summary>
internal sealed class SystemPackages
{
    private static readonly Dictionary<string, string?> Quiet = new(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive", ["LC_ALL"] = "C" };

    /// <summary>Fedora's names, where they differ from Debian's; null: not packaged there.</summary>
    private static readonly Dictionary<string, string?> FedoraNames = new(StringComparer.Ordinal) { ["docker.io"] = "moby-engine", ["binfmt-support"] = null };

    private readonly ProcessRunner _processes;
    private readonly Action<string> _say;
    private readonly string _program;
    private readonly bool _isApt;
    private bool _isUpToDate;

    private SystemPackages(ProcessRunner processes, Action<string> say, string program, bool isApt)
    {
        _processes = processes;
        _say = say;
        _program = program;
        _isApt = isApt;
    }

    /// <summary>Null when the machine has neither.</summary>
    public static SystemPackages? Find(ProcessRunner processes, Action<string> say)
    {
        if (processes.Environment.FindExecutables("apt-get", "/usr/bin") is [var apt, ..])
            return new SystemPackages(processes, say, apt, isApt: true);
        return processes.Environment.FindExecutables("dnf", "/usr/bin") is [var dnf, ..] ? new SystemPackages(processes, say, dnf, isApt: false) : null;
    }

    /// <summary>Those of Debian's names that this distribution offers, in its own names. docker-buildx, for one, begins with Debian 13.</summary>
    public async Task<IReadOnlyList<string>> AvailableAsync(IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        if (!_isApt)
            return await AvailableInFedoraAsync(packages, cancellation);
        var known = await KnownToAptAsync(packages, cancellation);
        // Lists that know nothing were never fetched: images of containers come without them.
        if (known.Count == 0)
        {
            await UpdateAsync(cancellation);
            known = await KnownToAptAsync(packages, cancellation);
        }

        return known;
    }

    public async Task InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        _say($"installing {string.Join(' ', packages)}");
        if (!_isApt)
        {
            await RunAsync(["install", "--assumeyes", "--setopt=install_weak_deps=False", .. packages], "dnf install", cancellation);
            return;
        }

        await UpdateAsync(cancellation);
        await RunAsync(["install", "--yes", "--no-install-recommends", .. packages], "apt-get install", cancellation);
    }

    private async Task UpdateAsync(CancellationToken cancellation)
    {
        if (_isUpToDate)
            return;
        await RunAsync(["update"], "apt-get update", cancellation);
        _isUpToDate = true;
    }

    private async Task<IReadOnlyList<string>> KnownToAptAsync(IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        var policy = await _processes.CaptureAsync(new ProcessCommand("apt-cache", ["policy", .. packages]) { Environment = Quiet }, cancellation);
        return Candidates(policy.Output);
    }

    /// <summary>Names in the output of <c>apt-cache policy</c> that have a candidate and are not installed.</summary>
    internal static IReadOnlyList<string> Candidates(string policy)
    {
        var found = new List<string>();
        var name = "";
        var installed = false;
        foreach (var line in policy.Split('\n'))
        {
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
                name = line.TrimEnd(':');
            else if (line.Contains("Installed:", StringComparison.Ordinal))
                installed = !line.Contains("(none)", StringComparison.Ordinal);
            else if (line.Contains("Candidate:", StringComparison.Ordinal) && !installed && !line.Contains("(none)", StringComparison.Ordinal))
                found.Add(name);
        }

        return found;
    }

    private async Task<IReadOnlyList<string>> AvailableInFedoraAsync(IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        var available = new List<string>();
        foreach (var package in packages.Select(package => FedoraNames.GetValueOrDefault(package, package)).OfType<string>())
        {
            var query = await _processes.CaptureAsync(new ProcessCommand(_program, ["--quiet", "repoquery", "--available", package]), cancellation);
            if (query.Succeeded && query.Output.Trim().Length > 0)
                available.Add(package);
        }

        return available;
    }

    private async Task RunAsync(IReadOnlyList<string> arguments, string what, CancellationToken cancellation)
    {
        var tail = new OutputTail(SilentOutput.Instance);
        var command = new ProcessCommand(_program, arguments)
        {
            Environment = Quiet,
            OutputLine = tail.Line,
            ErrorLine = tail.Line,
        };
        var exitCode = await _processes.RunAsync(command, cancellation);
        if (exitCode != 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.ProvisionFailed,
                    $"{what} failed (exit code {exitCode})",
                    ShellQuoting.Render([_program, .. arguments]),
                    "see its words below; a mirror that does not answer is worth a second try"
                )
                {
                    Details = tail.Lines,
                }
            );
        }
    }
}
