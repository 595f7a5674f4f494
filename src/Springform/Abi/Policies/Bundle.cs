using Springform.Abi.Elf;

namespace Springform.Abi.Policies;

/// <summary>
/// The shared libraries that an artifact brings along, by SONAME and by file name. Whether the loader finds them there is for the load test to show.
/// </summary>
internal sealed class Bundle
{
    private readonly HashSet<string> names;

    private Bundle(HashSet<string> names) => this.names = names;

    public static Bundle Of(IReadOnlyList<AbiFile> files)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.Elf.Kind == ElfKind.SharedObject))
        {
            names.Add(file.Path[(file.Path.LastIndexOfAny(['/', '!']) + 1)..]);
            if (file.Elf.Soname is { } soname)
                names.Add(soname);
        }

        return new Bundle(names);
    }

    public bool Has(string library) => names.Contains(library);

    /// <summary>Of glibc never: its loader belongs to the system, and takes no other libc.</summary>
    public bool Brings(NeededVersion need) => Has(need.Library) && !need.Version.StartsWith("GLIBC_", StringComparison.Ordinal);
}
