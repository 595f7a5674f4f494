using Springform.Cache;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Deploy.Postgresql;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Deploy;

/// <summary>Puts together what a deploy is asked for: from the plan, the results of its commands, switches and environment.</summary>
/// <param name="results">of the commands</param>
internal sealed class DeployRequests(BuildPlan plan, BlobStore results, ProjectFolders folders, Options options, ProcessEnvironment environment)
{
    /// <param name="folder">of this run alone; the picked files are laid into it</param>
    /// <exception cref="SpringformException">
    /// E104 nothing is to be deployed, E109 and E105 the password is missing, E403, E406 to E408 as <see cref="FilePicker"/>
    /// </exception>
    public DeployRequest Make(string folder, CancellationToken cancellation)
    {
        var step =
            plan.Deploy
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.MissingKey,
                    plan.IsPartial ? "--only leaves out the target that deploy installs" : "springform.yaml does not say what is deployed, and where to",
                    ConfigReader.FileName,
                    plan.IsPartial ? "name that target too, or leave --only out" : "add deploy: with container, files and check"
                )
            );
        var password = step.Config.Postgresql is { } server ? PasswordSource.Read(server, environment, folders.Root) : null;
        var blobs = step
            .Files.CommandIds.Select(id => (Id: id, Blob: results.Find(id, plan.Command(id).Key.Key)))
            .Where(entry => entry.Blob is not null)
            .ToDictionary(entry => entry.Id, entry => entry.Blob!, StringComparer.Ordinal);
        RequireTests(step);
        var config = step.Config;
        if (config.Postgresql is { } extension && options.ExtensionVersion is { } version)
            config = config with { Postgresql = extension with { Version = version } };
        return new DeployRequest(config, new FilePicker(plan, step, folders.Root, folder).Pick(blobs, cancellation), options.Container)
        {
            ForceCopy = options.ForceCopy,
            AllowDowngrade = options.AllowDowngrade,
            Password = password,
            FilesFolder = folder,
            BuiltFromImageId = options.BuildsOnHost
                ? null
                : plan
                    .Bases.FirstOrDefault(planned => planned.Container is { } from && (from.Name, from.Label) == (config.Container, config.Label))
                    ?.Pin?.Digest,
        };
    }

    private void RequireTests(DeployStep step)
    {
        if (!options.Skip.Contains("Test") && step.Files.TestIds.FirstOrDefault(id => results.Find(id, plan.Command(id).Key.Key) is null) is { } missing)
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingInput,
                    $"{missing} has not passed",
                    $"step {step.Files.Id}",
                    "it is run by step Compile: run again without --exclusive"
                )
            );
    }
}
