using System.Globalization;
using System.Text;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Files;

namespace Springform.Fetch.Clients;

/// <summary>Writes clients or installers for what springform.yaml fetches, one file each.</summary>
/// <param name="task">whose work it is</param>
/// <param name="languages">that it can be written in</param>
/// <param name="root">full path of the project</param>
/// <param name="callerFolder">where the command was given</param>
internal sealed class ClientFiles(
    string task,
    IReadOnlyList<ClientLanguage> languages,
    IReadOnlyDictionary<string, FetchConfig> declared,
    Options options,
    string root,
    string callerFolder
)
{
    private const UnixFileMode Runnable = (UnixFileMode)0b111_101_101;

    /// <returns>paths relative to the project</returns>
    /// <exception cref="SpringformException">E104 without --language or a pin, E103 several clients would have one file</exception>
    public IReadOnlyList<string> Write()
    {
        var language =
            languages.FirstOrDefault(language => language.Name == options.Language)
            ?? throw Missing(
                $"--target={task} does not say, in a language that it knows, what is to be written",
                "command line",
                $"add --language, one of: {string.Join(", ", languages.Select(known => known.Name))}"
            );
        var libraries = declared.OrderBy(library => library.Key, StringComparer.Ordinal).ToList();
        if (libraries.Count == 0)
            throw Missing(
                "there is nothing to write a client for: springform.yaml declares no fetch",
                "springform.yaml, fetch",
                "add fetch: with a library and where it is released"
            );
        if (task == "Installer" && libraries.FirstOrDefault(library => library.Value.Programs.Count == 0) is { Key: { } without })
            throw Missing(
                $"nothing says which programs of {without} an installer puts into PATH",
                $"springform.yaml, fetch.{without}",
                "add programs: with their paths in the archive, e.g. [bin/demo]"
            );
        var pins = FetchLock.Read(Path.Combine(root, FetchLock.FileName));
        var written = libraries.Select(library => (library.Key, Path: PathOf(language, library.Key))).ToList();
        if (written.Select(client => client.Path).Distinct(StringComparer.Ordinal).Count() < written.Count)
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"the clients of {string.Join(" and ", libraries.Select(library => library.Key))} would be one file",
                    "command line, --file",
                    "declare one library in each springform.yaml, or use --language=sh, which names the file by the library"
                )
            );
        foreach (var (library, path) in written)
        {
            var pinned =
                pins.Libraries.GetValueOrDefault(library)
                ?? throw Missing($"{FetchLock.FileName} does not pin {library}", FetchLock.FileName, "run --target=UpdatePins --pins=fetch first");
            var relative = Path.GetRelativePath(root, path);
            var text = new ClientText(library, declared[library], pinned, language).Write(language.Name == "go" ? relative : Path.GetFileName(path));
            AtomicFile.Write(
                path,
                file =>
                {
                    file.Write(Encoding.UTF8.GetBytes(text));
                    return true;
                }
            );
            if (language.Name == "sh" && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, Runnable);
        }

        return [.. written.Select(client => Path.GetRelativePath(root, client.Path))];
    }

    private string PathOf(ClientLanguage language, string library) =>
        options.File is { } file
            ? Path.GetFullPath(file, callerFolder)
            : Path.Combine(root, string.Format(CultureInfo.InvariantCulture, language.FileName, library));

    private static SpringformException Missing(string what, string where, string fix) => new(new Problem(ErrorCode.MissingKey, what, where, fix));
}
