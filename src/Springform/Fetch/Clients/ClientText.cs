using System.Globalization;
using System.Text;
using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Package.Fetching;

namespace Springform.Fetch.Clients;

/// <summary>
/// A client for people without .NET: one readable file that knows one release. The template is a text of this assembly; what is put into it is checked for
/// characters that would mean something in it.
/// </summary>
/// <param name="library">its name in springform.yaml</param>
internal sealed class ClientText(string library, FetchConfig config, PinnedLibrary pinned, ClientLanguage language)
{
    private const string None = "-";
    private const string AnyVersion = "{version}";

    /// <param name="fileName">what the client is called</param>
    /// <exception cref="SpringformException">E103 the client cannot do it: an archive's format, a path's characters</exception>
    public string Write(string fileName)
    {
        Check();
        var place = ReleasePlace.Of(library, config, AnyVersion);
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(fileName, "/main")))!;
        // In Go the file's name says whether it is a program or a package of one.
        var isCommand = Path.GetFileName(fileName) == "main.go";
        var values = new Dictionary<string, string>
        {
            ["NAME"] = library,
            ["VERSION"] = pinned.Version,
            ["INTO"] = config.Into.TrimEnd('/'),
            ["FILE"] = fileName,
            ["COMMAND"] = isCommand ? $"Command {folder}" : $"Package {folder}",
            ["PACKAGE"] = isCommand ? "main" : folder,
            ["MAIN"] = isCommand
                ? "func main() {"
                : "// Main does what a command would do. It returns the platform's folder, or ends the process.\nfunc Main() string {",
            ["RETURN"] = isCommand ? "" : "\n\treturn folder",
            ["INDEX"] = place.IndexName,
            ["FOLDER"] = place.Folder.AbsoluteUri.Replace(Uri.EscapeDataString(AnyVersion), AnyVersion, StringComparison.Ordinal),
            ["VARIANT"] = config.Variant ?? "",
            ["PREFIX"] = FetchVariables.Prefix(library),
            ["ADDRESSES"] = Addresses(),
            ["FALLBACK"] = Fallback(),
            ["PROGRAMS"] = string.Join(' ', config.Programs),
            ["ASSETS"] = string.Join('\n', Assets.Select(AssetLine)),
            ["REQUIRED"] = string.Join('\n', Assets.Select(RequiredLines)),
        };
        var template = language.Functions is { } functions
            ? Resource(language.Template).Replace("@FUNCTIONS@", Resource(functions).TrimEnd('\n'), StringComparison.Ordinal)
            : Resource(language.Template);
        return values.Aggregate(template, (text, value) => text.Replace($"@{value.Key}@", value.Value, StringComparison.Ordinal));
    }

    private IEnumerable<FetchAsset> Assets =>
        pinned.Assets.Where(asset => asset.Variant == config.Variant).OrderBy(asset => asset.Name, StringComparer.Ordinal);

    private IEnumerable<string> Places => new[] { pinned.Url }.Concat(pinned.Mirrors);

    private string Addresses() =>
        language.Name switch
        {
            "go" => string.Join(", ", Places.Select(Quote)),
            "cmake" => string.Join(' ', Places.Select(Quote)),
            "powershell" => string.Join(", ", Places.Select(Single)),
            _ => string.Join(' ', Places),
        };

    private string Fallback() =>
        language.Name switch
        {
            "go" => string.Join(", ", Words.Select(Quote)),
            "cmake" => string.Join(' ', Words.Select(Quote)),
            "powershell" => string.Join(", ", Words.Select(Single)),
            _ => string.Join(' ', Words),
        };

    private IReadOnlyList<string> Words => config.Fallback?.Arguments ?? [];

    private string AssetLine(FetchAsset asset)
    {
        var (libc, floor) = asset.Floor?.Split(' ') switch
        {
            ["glibc", var version] => ("glibc", version),
            ["musl"] => ("musl", ""),
            _ => ("", ""),
        };
        var level = asset.Processor?[^1] ?? '0';
        return language.Name switch
        {
            "go" => string.Create(
                CultureInfo.InvariantCulture,
                $"\t{{{Quote(asset.Folder)}, {Quote(libc)}, {Quote(floor)}, {level}, {Quote(asset.Name)}, {asset.Size}, {Quote(asset.Sha256)}, "
                    + $"{Quote(asset.Root ?? "")}, {asset.Entries + 1}, {asset.UnpackedSize}, []file{{\n"
                    + $"{string.Concat(asset.Files.Select(file => $"\t\t{{{Quote(file.Path)}, {Quote(file.Sha256)}}},\n"))}\t}}}},"
            ),
            "powershell" => string.Create(
                CultureInfo.InvariantCulture,
                $"    @{{ Platform = {Single(asset.Folder)}; Libc = {Single(OrNone(libc))}; Floor = {Single(floor)}; Level = {level}; "
                    + $"Name = {Single(asset.Name)}; Size = {asset.Size}; Sha256 = {Single(asset.Sha256)}; Root = {Single(asset.Root ?? "")}; Files = @(\n"
                    + $"{string.Concat(asset.Files.Select(file => $"        @{{ Path = {Single(file.Path)}; Sha256 = {Single(file.Sha256)} }}\n"))}    ) }}"
            ),
            "cmake" => string.Create(
                CultureInfo.InvariantCulture,
                $"  \"{string.Join('|', asset.Folder, OrNone(libc), OrNone(floor), level, asset.Name, asset.Size, asset.Sha256, OrNone(asset.Root))}\""
            ),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{asset.Folder} {OrNone(libc)} {OrNone(floor)} {level} {asset.Name} {asset.Size} {asset.Sha256} {OrNone(asset.Root)}"
            ),
        };
    }

    private string RequiredLines(FetchAsset asset) =>
        language.Name switch
        {
            "cmake" => string.Join('\n', asset.Files.Select(file => $"  \"{asset.Name}|{file.Sha256}|{file.Path}\"")),
            "sh" => $"    {asset.Name})\n      cat <<'END'\n{string.Concat(asset.Files.Select(file => $"{file.Sha256} {file.Path}\n"))}END\n      ;;",
            _ => "",
        };

    /// <summary>Names are put into texts of other languages: what would need quoting there is refused, and not quoted.</summary>
    private void Check()
    {
        var names = Assets
            .SelectMany(asset => asset.Files.Select(file => file.Path).Append(asset.Name).Append(asset.Root ?? "").Append(asset.Floor?.Split(' ')[^1] ?? ""))
            .Concat(Places)
            .Concat(config.Programs)
            .Append(config.Into)
            .Append(library)
            .Append(pinned.Version);
        if (
            names.FirstOrDefault(name =>
                !name.All(character => char.IsAsciiLetterOrDigit(character) || "._-+/:%~=,".Contains(character, StringComparison.Ordinal))
            ) is
            { } odd
        )
            throw Unfit(
                $"the name {Quoted.Of(odd)} cannot be written into a client",
                "use letters, digits, '.', '_' and '-' in names of files and folders, or list only other files with fetch_index.require"
            );
        if (
            Words.FirstOrDefault(word =>
                word.Length == 0 || !word.All(character => char.IsAsciiLetterOrDigit(character) || "._-+/:%~=,".Contains(character, StringComparison.Ordinal))
            ) is
            { } argument
        )
            throw Unfit(
                $"the argument {Quoted.Of(argument)} of fallback cannot be written into a client",
                "put the command into a script of the project, and name that script"
            );
        if (Assets.FirstOrDefault(asset => asset.Name.EndsWith(".zst", StringComparison.Ordinal)) is { } zstd)
            throw Unfit($"clients do not read {zstd.Name}: zstd is not on every machine", "release .tar.gz or .zip");
        if (!Assets.Any())
            throw Unfit(
                $"{FetchLock.FileName} has no archive of {library} {(config.Variant is null ? "without a variant" : $"of the variant {config.Variant}")}",
                "correct variant:"
            );
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ClientText).Assembly.GetManifestResourceStream($"Fetch.{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private SpringformException Unfit(string what, string fix) => new(new Problem(ErrorCode.InvalidValue, what, $"springform.yaml, fetch.{library}", fix));

    private static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    private static string Quote(string text) => $"\"{text}\"";

    private static string Single(string text) => $"'{text}'";
}
