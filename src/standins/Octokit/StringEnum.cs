using System.Text.Json;

namespace Octokit;

/// <summary>A word of GitHub's that may be one this version does not know yet.</summary>
public struct StringEnum<TEnum> : IEquatable<StringEnum<TEnum>>
    where TEnum : struct
{
    private readonly string text;

    public StringEnum(TEnum parsedValue)
        : this(JsonNamingPolicy.SnakeCaseLower.ConvertName(parsedValue.ToString()))
    {
    }

    public StringEnum(string stringValue) => text = stringValue;

    /// <summary>As GitHub spells it, e.g. success.</summary>
    public string StringValue => text ?? string.Empty;

    /// <exception cref="ArgumentException">the word is not known</exception>
    public TEnum Value => TryParse(out var value) ? value : throw new ArgumentException($"Value '{StringValue}' is not a valid '{typeof(TEnum).Name}' enum value.");

    public bool TryParse(out TEnum value) => Enum.TryParse(StringValue.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true, out value);

    public bool Equals(StringEnum<TEnum> other) => string.Equals(StringValue, other.StringValue, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is StringEnum<TEnum> other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(StringValue);

    public override string ToString() => StringValue;

    public static bool operator ==(StringEnum<TEnum> left, StringEnum<TEnum> right) => left.Equals(right);

    public static bool operator !=(StringEnum<TEnum> left, StringEnum<TEnum> right) => !left.Equals(right);

    public static implicit operator StringEnum<TEnum>(string value) => new(value);

    public static implicit operator StringEnum<TEnum>(TEnum parsedValue) => new(parsedValue);
}
