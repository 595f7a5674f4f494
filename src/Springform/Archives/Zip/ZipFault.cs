namespace Springform.Archives.Zip;

/// <summary>Something that a zip's records say wrongly, twice or needlessly; see <see cref="ZipFraming"/>.</summary>
/// <param name="What">goes on after "the archive": <c>has a data descriptor behind 'a'</c></param>
public sealed record ZipFault(ZipFaultKind Kind, string What);
