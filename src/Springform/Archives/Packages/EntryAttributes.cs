namespace Springform.Archives.Packages;

/// <summary>What a file of a system package has otherwise than usual: mode 0644 or 0755, owner and group root, replaced at each upgrade.</summary>
/// <param name="Mode">permission bits; null: the usual ones</param>
/// <param name="Owner">a user that the system has when the package is installed</param>
/// <param name="IsConfig">what an administrator changed in it is kept</param>
internal sealed record EntryAttributes(UnixFileMode? Mode, string Owner = EntryAttributes.Root, string Group = EntryAttributes.Root, bool IsConfig = false)
{
    public const string Root = "root";
}
