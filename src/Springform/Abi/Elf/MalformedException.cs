namespace Springform.Abi.Elf;

/// <summary>A file says of itself what cannot be. The message goes on after the file's name: <c>its dynamic section lies outside the file</c>.</summary>
internal sealed class MalformedException(string message) : Exception(message);
