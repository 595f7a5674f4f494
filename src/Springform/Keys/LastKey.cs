using System.Text.Json.Serialization;

namespace Springform.Keys;

/// <summary>What a step last succeeded with.</summary>
/// <param name="Key">hex</param>
/// <param name="Inputs">value by name; null: declared, and without a value</param>
/// <param name="Files">kind and SHA-256 by path</param>
internal sealed record LastKey(string Key, IReadOnlyDictionary<string, string?> Inputs, IReadOnlyDictionary<string, string> Files);

[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LastKey))]
internal sealed partial class LastKeyJson : JsonSerializerContext;
