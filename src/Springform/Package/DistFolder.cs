using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Package;

/// <summary>
/// dist/, replaced as a whole or not at all. The next one is put together in <c>.springform/staging</c> and changes places with the last one; a
/// run that is killed at any moment leaves a whole dist/, at the latest after the next run's <see cref="Recover"/>. The caller holds the project's lock.
/// </summary>
internal sealed class DistFolder
{
    private readonly string stateFolder;
    private readonly string aside;
    private readonly string dropped;
    private readonly FileHasher hasher;
    private readonly Ownership ownership;
    private readonly IOutput output;
    private string? told;

    /// <param name="projectFolder">holds dist/ and .springform/</param>
    /// <param name="hasher">its stat cache makes verifying an unchanged dist/ cheap</param>
    /// <param name="ownership">of the project</param>
    /// <param name="output">told what was recovered, kept aside or could not be read</param>
    public DistFolder(string projectFolder, FileHasher hasher, Ownership ownership, IOutput output)
    {
        Folder = Path.Combine(Path.GetFullPath(projectFolder), "dist");
        stateFolder = Path.Combine(Path.GetFullPath(projectFolder), ".springform");
        StagingFolder = Path.Combine(stateFolder, "staging");
        aside = Path.Combine(stateFolder, "dist.old");
        dropped = Path.Combine(stateFolder, "dropped");
        (this.hasher, this.ownership, this.output) = (hasher, ownership, output);
    }

    public string Folder { get; }

    public string StagingFolder { get; }

    /// <summary>Ends what a killed run began: a dist/ that was moved aside comes back, leftovers go.</summary>
    /// <exception cref="SpringformException">E103 when dist/ or our own folder is no plain folder</exception>
    public void Recover()
    {
        PlainFolder.Require(Folder, stateFolder, StagingFolder, aside, dropped);
        if (!Directory.Exists(Folder) && Directory.Exists(aside))
        {
            UnixFile.Rename(aside, Folder);
            output.Line("the last run was killed while it replaced dist/: the dist/ before it is back");
        }

        Remove(aside);
        Remove(StagingFolder);
    }

    /// <summary>An empty staging folder.</summary>
    /// <exception cref="SpringformException">E103 as <see cref="Recover"/>, E305 disk full</exception>
    public string BeginStaging()
    {
        PlainFolder.Require(Folder, stateFolder, StagingFolder, aside, dropped);
        Remove(StagingFolder);
        return SystemFault.Guard(StagingFolder, () => Directory.CreateDirectory(StagingFolder).FullName);
    }

    /// <summary>The ledger of dist/; null without one, and with a warning when it is broken: both mean that dist/ is made anew.</summary>
    public ArtifactLedger? ReadLedger()
    {
        PlainFolder.Require(Folder);
        try
        {
            return LedgerFile.Read(Folder);
        }
        catch (SpringformException failure)
        {
            Tell($"warning: {failure.Problems[0].What}; dist/ is made anew");
            return null;
        }
    }

    /// <summary>What can be reused of dist/; null when there is nothing.</summary>
    public LastDist? Last() => ReadLedger() is { } ledger ? new LastDist(ledger, Folder) : null;

    /// <summary>Every artifact is read (or known from the stat cache) and compared with the ledger.</summary>
    public DistReport Verify(ArtifactLedger ledger) => new DistVerifier(Folder, hasher).Verify(ledger);

    /// <summary>Whether dist/ has this artifact, made by this key and unharmed: what <see cref="LastDist"/> would hand over.</summary>
    public bool Holds(ArtifactLedger ledger, string name, ContentKey key) =>
        ledger.Find(name) is { } artifact && artifact.Key == key.Text && new DistVerifier(Folder, hasher).Check(artifact) is null;

    /// <summary>Null when dist/ is what the plan would make, whole and tested; else why not, as a sentence for the log.</summary>
    /// <param name="plan">with its key</param>
    /// <param name="required">ids of the test and load steps that must have passed: all but those that the user skips</param>
    public string? WhyStale(BuildPlan plan, IEnumerable<string> required) =>
        ReadLedger() is { } ledger ? DistFreshness.WhyStale(plan, ledger, required, () => Verify(ledger)) : "dist/ has no ledger";

    /// <summary>The staged files become dist/. Files that no ledger lists are not lost: they are kept in .springform/dropped/, with a warning.</summary>
    /// <param name="ledger">of the staged files; its file is among them</param>
    /// <exception cref="SpringformException">E406 when staged files and ledger differ, E103 when dist/ cannot be moved; dist/ is as it was then</exception>
    public void Replace(ArtifactLedger ledger)
    {
        PlainFolder.Require(Folder, stateFolder, StagingFolder, aside, dropped);
        StagedFiles.RequireComplete(StagingFolder, ledger);
        ownership.Give(StagingFolder);
        var last = ReadLedger();
        var foreign = new DistVerifier(Folder, hasher).Extra(last is null ? [ledger] : [last, ledger]);
        ForeignFiles.Keep(Folder, foreign, dropped, output);
        ownership.Give(dropped);
        if (Exchange() is { } old)
            Remove(old);
    }

    private string? Exchange()
    {
        try
        {
            Remove(aside);
            return FolderExchange.Run(Folder, StagingFolder, aside);
        }
        catch (IOException failure)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"dist/ cannot be replaced: {failure.Message}",
                    Folder,
                    "dist/ and .springform/ must be plain folders on one file system: unmount what is mounted on either"
                ),
                failure
            );
        }
    }

    // A ledger is read by several steps of one run.
    private void Tell(string warning)
    {
        if (warning != told)
            output.Line(warning);
        told = warning;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
