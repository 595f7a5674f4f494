using Springform.Errors;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package.Merging;

/// <summary>
/// Joins parts of a dist/ that several machines made, and prebuilt files, to a whole one. Nothing is taken on trust: every file is hashed again, the parts must
/// be of one source, and their files must be exactly what the plan expects. All problems at once; dist/ is replaced as a whole, or stays.
/// </summary>
/// <param name="inspect">what is wrong with the contents of files whose hashes fit: artifacts and full paths; called once, when all else is right</param>
internal sealed class DistMerger(DistFolder dist, FileHasher hasher, Func<IReadOnlyList<(Artifact Artifact, string Path)>, IEnumerable<Problem>> inspect)
{
    private readonly List<Problem> problems = [];

    /// <param name="plan">of all targets</param>
    /// <param name="folders">the parts, full paths</param>
    /// <exception cref="SpringformException">E505, E501, E504 naming everything that is missing, extra, altered or of another source</exception>
    public ArtifactLedger Merge(BuildPlan plan, IReadOnlyList<string> folders)
    {
        var parts = folders.Select(folder => Read(plan, folder)).OfType<DistPart>().ToList();
        RequireOneSource(plan, parts);
        var taken = Join(parts);
        RequireDeclared(plan, taken);
        if (parts.Count == folders.Count) // a part that could not be read may have what is missing
            RequireAll(plan, taken, parts);
        RequireKeys(plan, taken);
        var documents = new MergedDocuments(parts, problems);
        var manifest = documents.Manifest(
            taken.Where(file => file.Artifact.Producer.StartsWith(PrebuiltStep.Prefix, StringComparison.Ordinal)).Select(file => file.Artifact)
        );
        var report = documents.AbiReport();
        if (problems.Count == 0)
            problems.AddRange(inspect([.. taken.Select(file => (file.Artifact, file.Path))]));
        if (problems.Count > 0)
            throw new SpringformException([.. problems]);
        var passed = parts.SelectMany(part => part.Ledger?.Passed ?? []).ToList();
        return new MergedDist(dist).Write(plan, taken, manifest, report, passed);
    }

    private DistPart? Read(BuildPlan plan, string folder)
    {
        if (!Directory.Exists(folder))
        {
            Refuse("there is no such folder", folder, "give --from the folders that the other machines handed over");
            return null;
        }

        return File.Exists(Path.Combine(folder, DistFile.Ledger))
            ? new PartReader(hasher, problems).Read(folder)
            : new PrebuiltReader(plan, hasher, problems).Read(folder);
    }

    private void RequireOneSource(BuildPlan plan, IReadOnlyList<DistPart> parts)
    {
        foreach (var (folder, ledger) in parts.Where(part => part.Ledger is not null).Select(part => (part.Folder, part.Ledger!)))
        {
            if (ledger.Project != plan.Project.Name || ledger.Version != plan.Project.Version || ledger.Commit != plan.Project.Commit)
                Refuse(
                    $"the part is {ledger.Project} {ledger.Version} of commit {ledger.Commit}, and this is {plan.Project.Name} {plan.Project.Version} "
                        + $"of {plan.Project.Commit}",
                    folder,
                    "make all parts from one commit"
                );
            else if (ledger.SourceKey != plan.SourceKey)
                Refuse("the part was made from other files than lie here, of the same commit", folder, "make all parts from clean clones of one commit");
        }
    }

    /// <summary>One of each name; the same bytes may come from several parts, as sources do.</summary>
    private List<MergedFile> Join(IReadOnlyList<DistPart> parts)
    {
        var files = parts.SelectMany(part => part.Artifacts.Select(artifact => new MergedFile(artifact, Path.Combine(part.Folder, artifact.Path)))).ToList();
        if (files.Count == 0 && problems.Count == 0)
            Refuse("not one file was handed over and verified", "--from", "give the dist/ of each machine that made a part");
        foreach (
            var group in files
                .GroupBy(file => file.Artifact.Name, StringComparer.Ordinal)
                .Where(group => group.Select(file => file.Artifact.Sha256).Distinct().Count() > 1)
        )
            Refuse(
                $"{group.Key} comes from {group.Count()} parts, which differ",
                string.Join(", ", group.Select(file => file.Path)),
                "make it on one machine only, or make it reproducible"
            );
        return [.. files.DistinctBy(file => file.Artifact.Name, StringComparer.Ordinal)];
    }

    private static HashSet<string> Expected(BuildPlan plan) =>
        plan.FileNames.Except([DistFile.Manifest, DistFile.Checksums], StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);

    private void RequireAll(BuildPlan plan, IReadOnlyList<MergedFile> files, IReadOnlyList<DistPart> parts)
    {
        var found = files.Select(file => file.Artifact.Name).Concat(parts.SelectMany(part => part.Refused)).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in Expected(plan).Where(name => !found.Contains(name)).Order(StringComparer.Ordinal))
            Refuse($"{missing} is expected{MakerOf(plan, missing)}, and no part has it", "--from", "give the part of the machine that makes it");
    }

    private void RequireDeclared(BuildPlan plan, IReadOnlyList<MergedFile> files)
    {
        var expected = Expected(plan);
        foreach (var file in files.Where(file => !expected.Contains(file.Artifact.Name)))
            Refuse($"{file.Artifact.Name} is handed over, and the plan does not know it", file.Path, "make all parts with the same springform.yaml");
    }

    /// <summary>Whose part a missing file is in, to be told.</summary>
    private static string MakerOf(BuildPlan plan, string name)
    {
        var artifact = plan.Artifacts.FirstOrDefault(artifact => artifact.Names.Contains(name));
        var maker =
            artifact?.Target
            ?? plan.Targets.FirstOrDefault(target => target.BuildInfoNames.Contains(name))
            // The part of the first target has it.
            ?? (artifact?.Content is PlannedSdist ? plan.Targets[0] : null);
        return maker is null ? "" : $" of {maker.Id}";
    }

    /// <summary>Where this machine knows a key, the part must have been made by it. It does not know those of bases that were never resolved here.</summary>
    private void RequireKeys(BuildPlan plan, IReadOnlyList<MergedFile> files)
    {
        foreach (var artifact in plan.Artifacts.Where(artifact => !artifact.Key.IsPending))
        {
            if (files.FirstOrDefault(file => file.Artifact.Name == artifact.Archive) is { Artifact.Key: var key } file && key != artifact.Key.Key.Text)
                Refuse(
                    $"{artifact.Archive} was made by another key than this machine's plan has",
                    file.Path,
                    "pin the bases in springform.lock (--target=UpdatePins), so that all machines use the same"
                );
        }
    }

    private void Refuse(string what, string where, string fix) => problems.Add(new Problem(ErrorCode.MergeRefused, what, where, fix));
}
