using Springform.Abi;
using Springform.Abi.Elf;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;

namespace Springform.Report;

/// <summary>The symbols that the shared libraries of an archive offer to others, by path in it.</summary>
internal static class OfferedSymbols
{
    /// <param name="name">of a file of the folder; a manifest may say anything, and what is no plain file of the folder is none</param>
    /// <returns>null: there is no such file, or it cannot be read in full</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? Of(string folder, string name, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, name);
        if (Path.GetFileName(name) != name || FileStat.Of(path) is not { IsRegular: true })
            return null;
        var symbols = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        try
        {
            var reader = new AbiReader(new AbiLimits(), ShippedTools.Find) { WithExports = true };
            return reader.Read(path, Keep, cancellation).Unreadable.Count == 0 ? symbols : null;
        }
        catch (SpringformException)
        {
            return null; // beyond the limits of what is looked into
        }

        AbiFile? Keep(string file, ElfFile elf)
        {
            if (elf.Kind == ElfKind.SharedObject)
            {
                lock (symbols)
                    symbols[file] = elf.Exports;
            }

            return null;
        }
    }
}
