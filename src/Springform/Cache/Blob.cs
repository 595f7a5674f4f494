using Springform.Plan;

namespace Springform.Cache;

/// <summary>One verified file of a cache.</summary>
/// <param name="Name">what it is a result of, e.g. <c>fio-x86_64</c> or <c>compile/x86_64/1-make</c></param>
/// <param name="Key">the content key of the step that made it</param>
/// <param name="Path">full path</param>
/// <param name="Sha256">of the content, 64 hex digits</param>
internal sealed record Blob(string Name, ContentKey Key, string Path, string Sha256, long SizeBytes);
