using System.Globalization;
using System.Text.RegularExpressions;

namespace Springform.Tests.Abi.Elf;

/// <summary>The facts in what <c>readelf -W -h -l -d -V -n</c> and <c>objdump -T</c> print, in the words of the comparison.</summary>
internal static partial class ReadelfFacts
{
    private static readonly Dictionary<string, int> Machines = new(StringComparer.Ordinal)
    {
        ["Sparc"] = 2,
        ["Intel 80386"] = 3,
        ["MC68000"] = 4,
        ["MIPS R3000"] = 8,
        ["HPPA"] = 15,
        ["Sparc v8+"] = 18,
        ["PowerPC"] = 20,
        ["PowerPC64"] = 21,
        ["IBM S/390"] = 22,
        ["ARM"] = 40,
        ["Renesas / SuperH SH"] = 42,
        ["Sparc v9"] = 43,
        ["Intel IA-64"] = 50,
        ["Advanced Micro Devices X86-64"] = 62,
        ["AArch64"] = 183,
        ["ARCv2"] = 195,
        ["RISC-V"] = 243,
        ["LoongArch"] = 258,
        ["Alpha"] = 0x9026,
    };

    private static readonly Dictionary<string, int> Systems = new(StringComparer.Ordinal)
    {
        ["UNIX - System V"] = 0,
        ["UNIX - HP-UX"] = 1,
        ["UNIX - NetBSD"] = 2,
        ["UNIX - GNU"] = 3,
        ["UNIX - Solaris"] = 6,
        ["UNIX - FreeBSD"] = 9,
        ["UNIX - OpenBSD"] = 12,
        ["ARM"] = 97,
    };

    public static IEnumerable<string> Of(string readelf)
    {
        yield return $"class {Header(readelf, "Class")[3..]}";
        yield return $"order {(Header(readelf, "Data").Contains("little", StringComparison.Ordinal) ? "little" : "big")}";
        yield return $"type {(Header(readelf, "Type").StartsWith("EXEC", StringComparison.Ordinal) ? 2 : 3)}";
        yield return $"machine {Machines[Header(readelf, "Machine")]}";
        yield return $"osabi {Systems[Header(readelf, "OS/ABI")]}";
        yield return $"flags {Header(readelf, "Flags").Split(',')[0]}";
        foreach (var fact in Dynamic(readelf).Concat(Versions(readelf)).Concat(Segments(readelf)))
            yield return fact;
    }

    /// <summary>0000 flags *UND* size (VERSION) name; a version that is the file's own, or none, is not in brackets.</summary>
    public static IEnumerable<string> Symbols(string objdump)
    {
        foreach (Match match in Undefined().Matches(objdump))
        {
            var words = match.Groups["rest"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var version = words.Length > 1 && words[0].StartsWith('(') ? words[0].Trim('(', ')') : "";
            yield return $"import {words[^1]} {version}{(match.Groups["flags"].Value[1] == 'w' ? " weak" : "")}";
        }
    }

    private static string Header(string readelf, string name) =>
        Regex.Match(readelf, $@"^  {Regex.Escape(name)}:\s+(.*)$", RegexOptions.Multiline).Groups[1].Value.Trim();

    private static IEnumerable<string> Segments(string readelf)
    {
        foreach (Match match in Interpreter().Matches(readelf))
            yield return $"interpreter {match.Groups[1].Value}";
        foreach (Match match in Stack().Matches(readelf))
            yield return $"stack {(match.Groups["flags"].Value.Contains('E', StringComparison.Ordinal) ? "Executable" : "NotExecutable")}";
        if (readelf.Contains("NT_GNU_ABI_TAG", StringComparison.Ordinal))
            yield return "abi tag";
        foreach (var level in Isa().Matches(readelf).SelectMany(match => match.Groups[1].Value.Trim().Split(", ")).Distinct())
            yield return $"isa {level}";
    }

    private static IEnumerable<string> Dynamic(string readelf)
    {
        var needed = 0;
        foreach (Match match in DynamicEntry().Matches(readelf))
        {
            var text = match.Groups["text"].Value.Trim();
            var name = text.Contains('[', StringComparison.Ordinal) ? text[(text.IndexOf('[', StringComparison.Ordinal) + 1)..^1] : "";
            var fact = match.Groups["tag"].Value switch
            {
                "NEEDED" => $"needed {needed++.ToString(CultureInfo.InvariantCulture)} {name}",
                "SONAME" => $"soname {name}",
                "RPATH" => $"rpath {name}",
                "RUNPATH" => $"runpath {name}",
                "TEXTREL" => "textrel",
                "FLAGS" when text.Contains("TEXTREL", StringComparison.Ordinal) => "textrel",
                "RELR" => "relr",
                _ => null,
            };
            if (fact is not null)
                yield return fact;
        }
    }

    private static IEnumerable<string> Versions(string readelf)
    {
        var library = "";
        foreach (Match match in NeedEntry().Matches(readelf))
        {
            var weak = match.Groups["flags"].Value.Contains("WEAK", StringComparison.Ordinal) ? " weak" : "";
            if (match.Groups["file"].Success)
                library = match.Groups["file"].Value;
            else
                yield return $"need {library} {match.Groups["name"].Value}{weak}";
        }

        foreach (Match match in Definition().Matches(readelf).Where(match => !match.Groups["flags"].Value.Contains("BASE", StringComparison.Ordinal)))
            yield return $"define {match.Groups["name"].Value}";
    }

    [GeneratedRegex(@"^[0-9a-f]+ (?<flags>.{7}) \*UND\*\t[0-9a-f]+ (?<rest>.*)$", RegexOptions.Multiline)]
    private static partial Regex Undefined();

    [GeneratedRegex(@"\[Requesting program interpreter: (.*)\]")]
    private static partial Regex Interpreter();

    [GeneratedRegex(@"^  GNU_STACK\s+(?:0x\S+\s+){5}(?<flags>[RWE ]{3})", RegexOptions.Multiline)]
    private static partial Regex Stack();

    [GeneratedRegex(@"x86 ISA needed: ([^\n]*)")]
    private static partial Regex Isa();

    [GeneratedRegex(@"^ 0x[0-9a-f]+ \((?<tag>\w+)\)\s*(?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex DynamicEntry();

    [GeneratedRegex(
        @"^  (?:0x[0-9a-f]+|0+): Version: 1  File: (?<file>\S+)|^  0x[0-9a-f]+:   Name: (?<name>\S+)  Flags: (?<flags>.*?)  Version:",
        RegexOptions.Multiline
    )]
    private static partial Regex NeedEntry();

    [GeneratedRegex(@"^  (?:0x[0-9a-f]+|0+): Rev: 1  Flags: (?<flags>.*?)  Index: \d+  Cnt: \d+  Name: (?<name>\S+)", RegexOptions.Multiline)]
    private static partial Regex Definition();
}
