namespace Springform.Fetch.Transfer;

/// <summary>A complete file that is not the wanted one. Nothing is built instead of it.</summary>
internal class WrongContentException(string what) : Exception(what);
