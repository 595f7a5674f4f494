using Springform.Errors;
using Springform.Files;
using Springform.Images;
using Springform.Machine;
using Springform.Reporting;

namespace Springform.Hosting;

/// <summary>What of Springform's own takes room in a project and in the user's cache, and which command gives it back. Asked when a disk is full.</summary>
internal sealed class DiskUse(ProjectFolders folders, ProcessEnvironment environment)
{
    private const long Worthwhile = 1_000_000;

    /// <summary>The same failure; a full disk's remedy says how much there is to give back on that disk.</summary>
    public SpringformException Counted(SpringformException failure) =>
        failure.Problems.All(problem => problem.Code != ErrorCode.DiskFull)
            ? failure
            : new SpringformException([.. failure.Problems.Select(problem => problem.Code == ErrorCode.DiskFull ? Counted(problem) : problem)], failure);

    private Problem Counted(Problem problem)
    {
        try
        {
            var items = Items(FileStat.DeviceOf(PlaceOf(problem)))
                .Where(item => item.SizeBytes >= Worthwhile)
                .OrderByDescending(item => item.SizeBytes)
                .ToList();
            return items.Count == 0
                ? problem
                : problem with
                {
                    Fix =
                        $"{problem.Fix}; Springform itself can give back {SizeText.Of(items.Sum(item => item.SizeBytes))} there: "
                        + string.Join(", ", items.Select(item => $"{SizeText.Of(item.SizeBytes)} {item.What}")),
                };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return problem; // what cannot be counted is not counted
        }
    }

    private IEnumerable<(string What, long SizeBytes)> Items(ulong? device)
    {
        var bases = Path.Combine(RootfsCache.UserFolder(environment), "bases");
        (string Folder, string What, Func<long> SizeBytes)[] all =
        [
            (folders.State, "of runs that did not end (the next one removes it)", new UnfinishedWork(folders).SizeBytes),
            (
                folders.State,
                "of dist/ and the results of commands (--target=Clean)",
                () => UnfinishedWork.SizeOf(folders.Dist) + Blobs(folders.Results) + UnfinishedWork.SizeOf(folders.Logs)
            ),
            (folders.ToolsCache, "of tools-cache/ (--target=CleanToolsCache)", () => Blobs(folders.ToolsCache)),
            (
                folders.State,
                $"of files that are not Springform's and were in dist/ (look at them: {folders.Dropped})",
                () => UnfinishedWork.SizeOf(folders.Dropped)
            ),
            (bases, $"of bases made from mirrors, of all projects (rm -r {bases})", () => UnfinishedWork.SizeOf(bases)),
        ];
        return all.Where(item => FileStat.DeviceOf(item.Folder) is { } its && its == device).Select(item => (item.What, item.SizeBytes()));
    }

    private static long Blobs(string store) => Directory.Exists(store) ? new DirectoryInfo(store).EnumerateFiles("*.tar").Sum(file => file.Length) : 0;

    /// <summary>The path that the problem names, or what is there of it; the project where it names none.</summary>
    private string PlaceOf(Problem problem)
    {
        var place = problem.Where.Split(", ")[0];
        while (Path.IsPathFullyQualified(place) && FileStat.OfTarget(place) is null)
            place = Path.GetDirectoryName(place) ?? "";
        return Path.IsPathFullyQualified(place) ? place : folders.Root;
    }
}
