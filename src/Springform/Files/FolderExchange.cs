namespace Springform.Files;

/// <summary>Puts one folder in the place of another. Whoever looks sees the old one or the new one, whole.</summary>
internal static class FolderExchange
{
    /// <param name="place">may not exist yet</param>
    /// <param name="next">the new content; on the same file system</param>
    /// <param name="aside">where the old folder goes when the file system cannot exchange; must not exist</param>
    /// <returns>where the old content lies now; null when there was none</returns>
    /// <exception cref="IOException">the old folder is in its place then</exception>
    public static string? Run(string place, string next, string aside)
    {
        if (!Directory.Exists(place))
        {
            UnixFile.Rename(next, place);
            return null;
        }

        if (UnixFile.Exchange(place, next))
            return next;
        RenameAside(place, next, aside);
        return aside;
    }

    /// <summary>Two steps: a process that is killed between them leaves no <paramref name="place"/>, but the old folder in <paramref name="aside"/>.</summary>
    public static void RenameAside(string place, string next, string aside)
    {
        UnixFile.Rename(place, aside);
        try
        {
            UnixFile.Rename(next, place);
        }
        catch (IOException)
        {
            UnixFile.Rename(aside, place);
            throw;
        }
    }
}
