using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;

namespace Build.Sdk;

/// <summary>
/// Puts the caller's .NET SDK and the NuGet packages of the <c>springform</c> command into <c>artifacts/sdk/dotnet.tar</c> and
/// <c>nuget.tar</c>, which builder/Dockerfile unpacks: the builder image can then publish without a network. Equal SDK and packages give
/// equal bytes, wherever they came from. Nothing is started and little is read when nothing changed.
/// </summary>
/// <param name="processes">runs <c>dotnet</c></param>
/// <param name="repository">this repository's root</param>
/// <param name="genuinePackages">whether this build itself uses the genuine packages; recorded in nuget.tar for the compile</param>
/// <param name="aheadOfTime">whether the registry has the ahead-of-time compiler; the same</param>
/// <param name="log">told what takes long</param>
internal sealed class SdkStage(ProcessRunner processes, string repository, bool genuinePackages, bool aheadOfTime, Action<string> log)
{
    /// <summary>Options of each <c>dotnet build</c> and <c>dotnet publish</c> in the builder, as <c>@/opt/nuget/offline.rsp</c>.</summary>
    private const string ResponseFile = "offline.rsp";

    private const string Project = "src/Springform.Cli/Springform.Cli.csproj";

    /// <summary>What builder/publish.sh publishes for, the targets of springform.yaml: one restore brings the runtime of each.</summary>
    private const string Runtimes = "linux-x64;linux-arm64;linux-musl-x64;osx-arm64;osx-x64;win-x64";

    // The runtime that runs this lies in ROOT/shared/Microsoft.NETCore.App/VERSION; true of `dotnet exec` and of an app host alike.
    private readonly string _runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private readonly string _folder = Path.Combine(repository, "artifacts", "sdk");

    private string DotnetRoot => Path.GetFullPath(Path.Combine(_runtime, "..", "..", ".."));

    /// <summary>E303 when this machine's SDK does not fit the image, E402 when dotnet fails, for instance because no registry answers.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var sdk = new StagedArchive(Path.Combine(_folder, "dotnet.tar"));
        var packages = new StagedArchive(Path.Combine(_folder, "nuget.tar"));
        var inputs = RestoreInputs.Key(repository, DotnetRoot, genuinePackages, aheadOfTime).Text;
        var stamp = Path.Combine(_folder, "inputs");
        if (sdk.IsIntact && packages.IsIntact && File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellation) == inputs)
            return;

        await StageSdkAsync(sdk, cancellation);
        await StagePackagesAsync(packages, cancellation);
        AtomicFile.Write(
            stamp,
            file =>
            {
                using var writer = new StreamWriter(file);
                writer.Write(inputs);
                return true;
            }
        );
    }

    private async Task StageSdkAsync(StagedArchive archive, CancellationToken cancellation)
    {
        var version = (await DotnetAsync(["--version"], cancellation)).Trim();
        var folder = new SdkFolder(DotnetRoot, version, Path.GetFileName(_runtime));
        var identity = $"{Generation} {folder.SdkVersion} {folder.RuntimeVersion} {folder.RuntimeIdentifier}";
        if (archive.IsMadeOf(identity))
            return;

        log($"staging the .NET SDK {version} for the builder image");
        await archive.WriteAsync(identity, folder.Entries(), cancellation);
    }

    private async Task StagePackagesAsync(StagedArchive archive, CancellationToken cancellation)
    {
        var restored = Path.Combine(_folder, "restore");
        if (Directory.Exists(restored))
            Directory.Delete(restored, recursive: true);

        string[] mode = [$"-p:GenuinePackages={Word(genuinePackages)}", $"-p:AheadOfTime={Word(aheadOfTime)}"];
        await DotnetAsync(
            [
                "restore",
                Project,
                $"-p:RuntimeIdentifiers=\"{Runtimes}\"",
                "-p:SelfContained=true",
                $"-p:PublishReadyToRun={Word(aheadOfTime)}",
                .. mode,
                $"-p:ArtifactsPath={restored}",
                "-nodeReuse:false",
                "--disable-build-servers",
            ],
            cancellation
        );
        var packages = PackageSet.Restored(restored);
        var identity = $"{Generation} {string.Join(' ', mode)}\n{packages.Describe()}";
        if (archive.IsMadeOf(identity))
            return;

        log($"staging {packages.Folders.Count} NuGet packages for the builder image");
        var options = ArchiveEntry.FromBytes(ResponseFile, System.Text.Encoding.UTF8.GetBytes($"{string.Join('\n', mode)}\n-p:RestoreSources=/opt/nuget\n"));
        await archive.WriteAsync(identity, [options, .. packages.Entries()], cancellation);
    }

    private static string Word(bool value) => value ? "true" : "false";

    // Another choice of files is another build of this assembly.
    private static Guid Generation => typeof(SdkStage).Module.ModuleVersionId;

    private async Task<string> DotnetAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var command = new ProcessCommand(Path.Combine(DotnetRoot, "dotnet"), arguments) { WorkingDirectory = repository };
        var result = await processes.CaptureAsync(command, cancellation);
        return result.Succeeded
            ? result.Output
            : throw new SpringformException(
                new Problem(
                    ErrorCode.CommandFailed,
                    $"dotnet {arguments[0]} failed with exit code {result.ExitCode}",
                    $"{repository}, staging the SDK for the builder image",
                    "mend what the lines below say, then run again"
                )
                {
                    Details = [.. (result.Output + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(20)],
                }
            );
    }
}
