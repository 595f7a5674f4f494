namespace Springform.Http;

/// <summary>A file is no longer what it was said to be, while it is sent.</summary>
internal sealed class FileChangedException(string path) : Exception($"{path} changed while it was sent");
