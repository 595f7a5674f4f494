using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Octokit.Internal;

/// <summary>
/// GitHub's spelling: snake_case, enum words in lower case, null left out. Like the genuine package it makes objects with the constructor that
/// takes nothing and sets properties whose setter may be private: a positional record cannot be read.
/// </summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new StringEnumConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { CreatePlainly, SetPrivately } },
    };

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    public static T Read<T>(string text) => string.IsNullOrWhiteSpace(text) ? default : JsonSerializer.Deserialize<T>(text, Options);

    /// <summary>null for a body that is no JSON, such as a proxy's page.</summary>
    public static ApiError ErrorOf(string text)
    {
        try
        {
            return Read<ApiError>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void CreatePlainly(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object && type.Type.IsClass)
            type.CreateObject = () => Activator.CreateInstance(type.Type, nonPublic: true);
    }

    private static void SetPrivately(JsonTypeInfo type)
    {
        foreach (var json in type.Properties.Where(property => property.Set is null))
        {
            if (type.Type.GetProperties().FirstOrDefault(property => Options.PropertyNamingPolicy.ConvertName(property.Name) == json.Name) is { CanWrite: true } property)
                json.Set = property.SetValue;
        }
    }

    private sealed class StringEnumConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(StringEnum<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()));

        private sealed class Converter<TEnum> : JsonConverter<StringEnum<TEnum>>
            where TEnum : struct
        {
            public override StringEnum<TEnum> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString());

            public override void Write(Utf8JsonWriter writer, StringEnum<TEnum> value, JsonSerializerOptions options) => writer.WriteStringValue(value.StringValue);
        }
    }
}
