namespace Cake.Git;

/// <summary>
/// git could not be started or refused. Not public and no CakeException, like the exceptions that the genuine package lets through from its
/// native library: callers catch Exception or nothing.
/// </summary>
internal sealed class GitException(string message, Exception innerException = null) : Exception(message, innerException) { }
