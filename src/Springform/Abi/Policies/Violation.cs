using Springform.Errors;

namespace Springform.Abi.Policies;

/// <summary>A file that breaks a term of its policy.</summary>
/// <param name="Path">as <see cref="AbiFile.Path"/></param>
/// <param name="What">what it needs and what is allowed, going on after the file's name</param>
/// <param name="Symbols">those that bring it about; whoever knows objects and static libraries can look for them there</param>
internal sealed record Violation(ErrorCode Code, string Path, string What, string Fix, IReadOnlyList<string> Symbols);
