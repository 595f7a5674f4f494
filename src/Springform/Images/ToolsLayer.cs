namespace Springform.Images;

/// <summary>A recipe's verified result, as a layer of the tools image.</summary>
/// <param name="RecipeId">fio-x86_64</param>
/// <param name="Path">a plain tar</param>
/// <param name="Sha256">of the file, 64 hex digits</param>
internal sealed record ToolsLayer(string RecipeId, string Path, string Sha256);
