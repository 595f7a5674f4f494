using Springform.Abi.Elf;
using Springform.Errors;

namespace Springform.Repair;

/// <summary>
/// A rewrite with a known answer: a library of the .NET runtime that runs this gets another name, other needed names and a search path, as repair does it; then
/// all that a loader reads of it must be what was asked for, or as it was.
/// </summary>
internal static class PatchelfTrial
{
    private const string Suffix = "-0123abcd.springform";

    private static readonly string[] Search = ["$ORIGIN/../lib", "$ORIGIN/../a/rather/long/folder/that/the/file/has/no/room/for"];

    /// <summary>Null: it did as it was told. Else what is wrong, as the end of a sentence that begins with the program.</summary>
    public static async Task<string?> FailureAsync(Patchelf patchelf, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("springform-patchelf-").FullName;
        try
        {
            var file = Path.Combine(folder, "library.so");
            File.Copy(Sample(), file);
            File.SetAttributes(file, FileAttributes.Normal); // writable, however it was installed
            var before = ElfReader.Read(file);
            var edit = new ElfEdit
            {
                Soname = "library" + Suffix,
                Needed = before.Needed.ToDictionary(name => name, name => name + Suffix),
                RemovesPath = true,
                Path = Search,
            };
            await patchelf.EditAsync(file, edit, cancellation);
            return Difference(before, ElfReader.Read(file)) is { } difference ? $"leaves a file whose {difference} not what was asked for" : Misplaced(file);
        }
        catch (SpringformException refusal)
        {
            return $"fails: {refusal.Problems[0].What}";
        }
        catch (MalformedException damage)
        {
            return $"leaves a damaged file: {damage.Message}";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Sample() =>
        Directory
            .EnumerateFiles(
                Path.GetDirectoryName(typeof(object).Assembly.Location) is { Length: > 0 } runtime ? runtime : AppContext.BaseDirectory,
                "libSystem.Native.so"
            )
            .Single();

    private static string? Difference(ElfFile before, ElfFile after)
    {
        if (after.Soname != "library" + Suffix)
            return $"name is {Quoted.Of(after.Soname ?? "")},";
        if (!after.Needed.SequenceEqual(before.Needed.Select(name => name + Suffix)))
            return $"needed libraries are {string.Join(", ", after.Needed.Select(Quoted.Of))},";
        if (after.Rpath != string.Join(':', Search) || after.Runpath is not null)
            return $"search path is {Quoted.Of(after.Rpath ?? after.Runpath ?? "")},";
        return Versions(before, Suffix).SequenceEqual(Versions(after, "")) && Imports(before, Suffix).SequenceEqual(Imports(after, ""))
            ? null
            : "versions of symbols are";
    }

    private static IEnumerable<string> Versions(ElfFile file, string suffix) =>
        file.Needs.Select(need => $"{need.Library}{suffix} {need.Version} {need.IsWeak}");

    private static IEnumerable<string> Imports(ElfFile file, string suffix) =>
        file
            .Imports.Select(import => $"{import.Symbol} {import.Version} {(import.Library is null ? "" : import.Library + suffix)} {import.IsWeak}")
            .Order(StringComparer.Ordinal);

    // A loader maps whole pages: place in the file and in memory must agree (ELF gABI, chapter 5, p_align).
    private static string? Misplaced(string file)
    {
        using var source = FileSource.Open(file);
        return ElfLayout
            .Read(source)
            .Segments.Any(segment =>
                segment.Type == ElfSegment.Load && segment.Align > 1 && (ulong)segment.Offset % segment.Align != segment.Address % segment.Align
            )
            ? "leaves a file that no loader can map"
            : null;
    }
}
