namespace Springform.Archives.Tar;

/// <param name="Item">what the header says</param>
/// <param name="Offset">of the content's first byte in the archive</param>
public sealed record IndexedItem(ArchivedItem Item, long Offset);
