using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Springform.Abi.Elf;
using Springform.Archives;
using Springform.Compile;
using Springform.Errors;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Repair;

/// <summary>Copies shared libraries out of the builder that a leg was compiled in, with the packages that own them and their licences.</summary>
/// <param name="scratchFolder">for the copies; the caller removes it</param>
internal sealed partial class LibraryFinder(ICommandHost host, BuilderStep builder, string scratchFolder, IOutput log)
{
    private const string FirstOwner = "sed -n '/^diversion/!{s|: /.*||; s|,.*||; p;}' | head -n 1";
    private const string NotSearched = """\( -path /proc -o -path /sys -o -path "$PWD" \) -prune""";

    // All files and links of these names. With a cross-compiler there is one for each architecture, and a library may have been built twice.
    // found/N is the file, found/N.licence its licence, and a line of found/list: N, path, package, source package.
    // dpkg may know a file by the path that it had before /lib became a link to /usr/lib.
    private const string Script = $$"""
        mkdir found
        : >found/list
        owner() {
            for path in "$1" "$(readlink -f "$1")" "${1#/usr}"; do
                if command -v dpkg-query >/dev/null && package=$(dpkg-query -S "$path" 2>/dev/null | {{FirstOwner}}) && [ -n "$package" ]; then
                    dpkg-query -W -f '${Package} ${Version}\t${source:Package} ${source:Version}' "$package"
                    [ ! -f "/usr/share/doc/${package%%:*}/copyright" ] || cp -L "/usr/share/doc/${package%%:*}/copyright" "found/$2.licence"
                    return
                elif command -v rpm >/dev/null && package=$(rpm -qf --qf '%{NAME}\n' "$path" 2>/dev/null | head -n 1); then
                    rpm -q --qf '%{NAME} %{VERSION}-%{RELEASE}\t%{SOURCERPM}' "$package"
                    rpm -q --licensefiles "$package" | while IFS= read -r licence; do cat "$licence"; done >"found/$2.licence"
                    [ -s "found/$2.licence" ] || rm "found/$2.licence"
                    return
                fi
            done
            printf '\t'
        }
        names=$#
        for name; do set -- "$@" -o -name "$name"; done
        shift "$names"
        shift
        count=0
        find / -xdev {{NotSearched}} -o \( "$@" \) \( -type f -o -type l \) -print 2>/dev/null | sort | while IFS= read -r file; do
            [ -f "$file" ] || continue
            count=$((count + 1))
            cp -L "$file" "found/$count"
            printf '%s\t%s\t%s\n' "$count" "$file" "$(owner "$file" "$count")" >>found/list
        done
        """;

    private int rounds;

    /// <param name="names">SONAMEs: libdeflate.so.0</param>
    /// <returns>every shared library of such a name, of any architecture; none for a name that the builder lacks</returns>
    public async Task<IReadOnlyList<FoundLibrary>> FindAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var folder = Path.Combine(scratchFolder, $"libraries-{rounds++}");
        var step = new CommandStep(
            $"libraries/{builder.Id}",
            null,
            builder.Id,
            ["sh", "-ec", Script.ReplaceLineEndings("\n"), "sh", .. names],
            new KeyBuilder("libraries").Build()
        )
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = "C" },
            Outputs = ["found/**"],
            After = [],
        };
        using var outputs = new OutputSpool(step, folder + ".spool");
        var result = await host.RunAsync(step, builder, [], outputs, log, cancellation);
        if (result.ExitCode != 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.RepairFailed,
                    $"the builder could not be searched for {string.Join(", ", names)} (exit code {result.ExitCode})",
                    $"image {builder.Reference}",
                    "see its last lines below"
                )
                {
                    Details = result.Tail,
                }
            );
        }

        await DirectoryEntries.WriteAsync(outputs.Entries(), folder, cancellation);
        return Read(Path.Combine(folder, "found"));
    }

    /// <summary>What a file can be asked for by; anything else would be a pattern, or is no file name.</summary>
    public static bool IsName(string name) => FileName().IsMatch(name);

    /// <summary>What the builder said. File names can hold line breaks: a line that is not of the script's making is no library.</summary>
    internal static IReadOnlyList<FoundLibrary> Read(string folder) =>
        [
            .. File.ReadLines(Path.Combine(folder, "list"))
                .Select(line => line.Split('\t'))
                .Where(fields =>
                    fields is [var number, ['/', ..], _, _]
                    && number.Length is > 0 and < 10
                    && number.All(char.IsAsciiDigit)
                    && File.Exists(Path.Combine(folder, number))
                )
                .Select(fields => Library(folder, fields))
                .OfType<FoundLibrary>(),
        ];

    /// <summary>Null for what is no shared library, such as a linker script.</summary>
    private static FoundLibrary? Library(string folder, string[] fields)
    {
        var path = Path.Combine(folder, fields[0]);
        if (ElfFiles.Read(path) is not { Kind: ElfKind.SharedObject } elf)
            return null;
        using var content = File.OpenRead(path);
        return new FoundLibrary(Path.GetFileName(fields[1]), fields[1], path, Convert.ToHexStringLower(SHA256.HashData(content)), elf)
        {
            Package = IsName(fields[2].Split(' ')[0]) ? fields[2] : null,
            Source = fields[3].Length > 0 ? fields[3] : null,
            LicencePath = File.Exists(path + ".licence") ? path + ".licence" : null,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.+@=~-]{0,254}\z")]
    private static partial Regex FileName();
}
