using System.Text.Json;
using Springform.Files;

namespace Springform.Engine;

/// <summary>
/// What killed runs left in the engine. A container belongs to a dead run when it was made on this host by another run, and the lock file it names is
/// free or is our own (which we hold, so the other run cannot). Images carry no run labels, as these would change their ids: a build leaves either its one tag
/// or layers of the cache.
/// </summary>
internal sealed class Leftovers(Client client, RunIdentity identity)
{
    /// <returns>names or ids of what was removed</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(CancellationToken cancellation)
    {
        var listed = await client.RequireAsync(client.Command(client.Lines.ContainersOfHost()), "the containers could not be listed", cancellation);
        var removed = new List<string>();
        foreach (var container in listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var inspected = await client.CaptureAsync(CommandLines.ContainerLabels(container), cancellation);
            // Gone in the meantime: its run is alive and cleaned up itself.
            if (!inspected.Succeeded || !IsLeftOver(inspected.Output))
                continue;
            await client.CaptureAsync(CommandLines.Remove(container), cancellation);
            removed.Add(container);
        }

        return removed;
    }

    private bool IsLeftOver(string json)
    {
        using var labels = JsonDocument.Parse(json);
        var run = labels.RootElement.GetProperty(RunIdentity.RunLabel).GetString();
        var lockPath = labels.RootElement.GetProperty(RunIdentity.LockLabel).GetString()!;
        if (run == identity.RunId)
            return false;
        return lockPath == identity.LockPath || IsFree(lockPath);
    }

    // A shared lock for a moment: refused while the owner holds its exclusive one, and two runs that look at once do not disturb each other.
    private static bool IsFree(string lockPath)
    {
        // What is no file is no lock of a run, and a pipe would be waited for.
        if (FileStat.OfTarget(lockPath) is { IsRegular: false })
            return true;
        try
        {
            using var probe = new FileStream(lockPath, FileMode.Open, FileAccess.Read, FileShare.Read);
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
