namespace Springform.Fetch.Transfer;

/// <summary>The server has another file now than when the download began: all of it is downloaded anew.</summary>
internal sealed class SourceChangedException(string what) : Exception(what);
