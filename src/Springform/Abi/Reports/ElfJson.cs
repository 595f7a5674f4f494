using System.Text.Json;
using Springform.Abi.Policies;

namespace Springform.Abi.Reports;

/// <summary>One ELF file in a report.</summary>
internal static class ElfJson
{
    public static void Write(Utf8JsonWriter json, AbiFile file, AbiFloor floor)
    {
        var elf = file.Elf;
        json.WriteString("path", file.Path);
        json.WriteString("kind", AbiWords.Of(elf.Kind));
        json.WriteString("machine", elf.Machine);
        json.WriteNumber("bits", elf.Bits);
        json.WriteString("byte_order", elf.BigEndian ? "big" : "little");
        json.WriteNumber("os_abi", elf.OsAbi);
        json.WriteNumber("flags", elf.Flags);
        json.WriteString("interpreter", elf.Interpreter);
        json.WriteString("soname", elf.Soname);
        AbiJson.WriteTexts(json, "needed", elf.Needed);
        json.WriteString("rpath", elf.Rpath);
        json.WriteString("runpath", elf.Runpath);
        AbiJson.WriteArray(json, "needs", file.Versions, Write);
        AbiJson.WriteTexts(json, "defines", elf.Defines);
        json.WriteString("stack", AbiWords.Of(elf.Stack));
        json.WriteBoolean("text_relocations", elf.TextRelocations);
        json.WriteBoolean("packed_relocations", elf.PackedRelocations);
        AbiJson.WriteTexts(json, "isa_needed", elf.IsaNeeded);
        json.WriteString("floor", floor.Text);
        json.WriteString("lowest_glibc", floor.Glibc?.ToString());
        json.WriteString("implied_by", file.ImpliedGlibc?.Symbol);
    }

    private static void Write(Utf8JsonWriter json, NeededVersion need)
    {
        json.WriteString("library", need.Library);
        json.WriteString("version", need.Version);
        json.WriteBoolean("weak", need.IsWeak);
        AbiJson.WriteTexts(json, "symbols", need.Symbols);
        json.WriteNumber("symbol_count", need.SymbolCount);
    }
}
