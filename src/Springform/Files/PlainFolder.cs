using Springform.Errors;

namespace Springform.Files;

/// <summary>Folders that are replaced or emptied must be folders: through a link, that would happen somewhere else.</summary>
internal static class PlainFolder
{
    /// <summary>Each is a folder or does not exist; E103 otherwise.</summary>
    public static void Require(params IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            if (FileStat.Of(folder) is not { } stat)
                continue;
            if (stat.IsLink)
            {
                throw Refuse(
                    folder,
                    $"is a link to {Quoted.Of(new FileInfo(folder).LinkTarget ?? "")}, and Springform does not write through it",
                    $"remove the link (rm {folder}); what is built can be copied from dist/ afterwards"
                );
            }

            if (!Directory.Exists(folder))
                throw Refuse(folder, "is no folder", $"move it away (mv {folder} {folder}.bak)");
        }
    }

    private static SpringformException Refuse(string folder, string what, string fix) =>
        new(new Problem(ErrorCode.InvalidValue, $"{Path.GetFileName(folder)} {what}", folder, fix));
}
