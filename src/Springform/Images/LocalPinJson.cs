using System.Text.Json;
using System.Text.Json.Serialization;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// Strict: an unknown or missing name is an error, and so is a null where none belongs. Generated, because reflection would cost every start 80 ms.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    Converters = [typeof(BaseSourceConverter)]
)]
[JsonSerializable(typeof(IReadOnlyList<LocalPin>))]
internal sealed partial class LocalPinJson : JsonSerializerContext;

/// <summary>registry, mirror, ... as words; numbers are refused.</summary>
internal sealed class BaseSourceConverter() : JsonStringEnumConverter<BaseSource>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
