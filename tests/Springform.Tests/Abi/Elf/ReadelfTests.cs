using System.Diagnostics;
using System.Text.RegularExpressions;
using Springform.Abi.Elf;

namespace Springform.Tests.Abi.Elf;

/// <summary>Our reader and binutils' say the same of the machine's own files, fact by fact.</summary>
public sealed partial class ReadelfTests
{
    private const int Enough = 500;
    private const int BatchSize = 60;

    /// <summary>Where a bare Debian machine with the .NET SDK has ELF files; read in this order until there are enough.</summary>
    private static readonly string[] Folders = ["/usr/lib", "/usr/bin", "/usr/sbin", "/usr/libexec", "/usr/share/dotnet"];

    [Fact]
    public void Every_fact_is_what_readelf_and_objdump_say()
    {
        if (!File.Exists("/usr/bin/readelf"))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "needs binutils");
            Assert.Fail("needs binutils");
        }

        var files = Spread(ElfFiles());
        files.Count.ShouldBeGreaterThanOrEqualTo(Enough);

        var differences = files.Chunk(BatchSize).SelectMany(Differences).ToList();

        differences.ShouldBeEmpty(string.Join('\n', differences.Take(20)));
    }

    private static IEnumerable<string> Differences(string[] paths)
    {
        var readelf = ByFile(Output("readelf", ["-W", "-h", "-l", "-d", "-V", "-n", .. paths]), FileHeading());
        var objdump = ByFile(Output("objdump", ["-T", .. paths]), ObjdumpHeading());
        foreach (var path in paths)
        {
            var ours = Facts(ElfReader.Read(path)).ToHashSet(StringComparer.Ordinal);
            var theirs = ReadelfFacts.Of(readelf[path]).Concat(ReadelfFacts.Symbols(objdump.GetValueOrDefault(path, ""))).ToHashSet(StringComparer.Ordinal);
            foreach (var fact in ours.Except(theirs))
                yield return $"{path}: only we say {fact}";
            foreach (var fact in theirs.Except(ours))
                yield return $"{path}: only binutils says {fact}";
        }
    }

    private static IEnumerable<string> Facts(ElfFile file)
    {
        yield return $"class {file.Bits}";
        yield return $"order {(file.BigEndian ? "big" : "little")}";
        yield return $"type {file.TypeNumber}";
        yield return $"machine {file.MachineNumber}";
        yield return $"osabi {file.OsAbi}";
        yield return $"flags 0x{file.Flags:x}";
        if (file.Interpreter is not null)
            yield return $"interpreter {file.Interpreter}";
        if (file.Soname is not null)
            yield return $"soname {file.Soname}";
        foreach (var (name, index) in file.Needed.Select((name, index) => (name, index)))
            yield return $"needed {index} {name}";
        if (file.Rpath is not null)
            yield return $"rpath {file.Rpath}";
        if (file.Runpath is not null)
            yield return $"runpath {file.Runpath}";
        foreach (var need in file.Needs)
            yield return $"need {need.Library} {need.Version}{(need.IsWeak ? " weak" : "")}";
        foreach (var version in file.Defines)
            yield return $"define {version}";
        if (file.Stack != StackMark.None)
            yield return $"stack {file.Stack}";
        if (file.TextRelocations)
            yield return "textrel";
        if (file.PackedRelocations)
            yield return "relr";
        if (file.HasAbiTag)
            yield return "abi tag";
        foreach (var level in file.IsaNeeded)
            yield return $"isa {level}";
        foreach (var import in file.Imports)
            yield return $"import {import.Symbol} {import.Version}{(import.IsWeak ? " weak" : "")}";
    }

    // Every tenth or so, so that a few kinds of files of one folder are not all there is.
    private static List<string> Spread(List<string> all)
    {
        var step = Math.Max(1, all.Count / (Enough + 100));
        return [.. all.Where((_, index) => index % step == 0).Take(2 * Enough)];
    }

    private static List<string> ElfFiles() =>
        [
            .. Folders
                .Where(Directory.Exists)
                .SelectMany(folder =>
                    Directory.EnumerateFiles(
                        folder,
                        "*",
                        new EnumerationOptions
                        {
                            RecurseSubdirectories = true,
                            IgnoreInaccessible = true,
                            AttributesToSkip = FileAttributes.ReparsePoint,
                        }
                    )
                )
                .Where(path => !path.EndsWith(".dpkg-new", StringComparison.Ordinal)) // it may be gone in a moment
                .Where(IsLinkedElf)
                .Order(StringComparer.Ordinal),
        ];

    // Objects have no dynamic facts, and files of debug information only the headers of facts.
    private static bool IsLinkedElf(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[18];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
            && head.StartsWith("\u007fELF"u8)
            && head[16] is 2 or 3
            && !path.StartsWith("/usr/lib/debug/", StringComparison.Ordinal);
    }

    private static Dictionary<string, string> ByFile(string output, Regex heading)
    {
        var headings = heading.Matches(output);
        return headings
            .Select(
                (match, index) =>
                    (Path: match.Groups["path"].Value, Text: output[match.Index..(index + 1 < headings.Count ? headings[index + 1].Index : output.Length)])
            )
            .ToDictionary(part => part.Path, part => part.Text, StringComparer.Ordinal);
    }

    private static string Output(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        error.GetAwaiter().GetResult();
        return output;
    }

    [GeneratedRegex(@"^File: (?<path>.*)$", RegexOptions.Multiline)]
    private static partial Regex FileHeading();

    [GeneratedRegex(@"^(?<path>/.*):     file format .*$", RegexOptions.Multiline)]
    private static partial Regex ObjdumpHeading();
}
