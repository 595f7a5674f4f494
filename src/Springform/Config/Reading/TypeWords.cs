namespace Springform.Config.Reading;

/// <summary>What messages call the type of a value.</summary>
internal static class TypeWords
{
    private const int ShownKeys = 4;

    public static string Of(Type type)
    {
        if (type == typeof(string))
        {
            return "text";
        }

        if (type == typeof(bool) || type == typeof(bool?))
        {
            return "true or false";
        }

        if (type == typeof(int?))
        {
            return "a whole number";
        }

        if (type == typeof(CommandLine))
        {
            return "a command: a list of arguments, or text for a shell";
        }

        return RecordShape.ItemOf(type) is not null ? "a list"
            : RecordShape.ValueOf(type) is not null ? "a map of names"
            : $"a map with {string.Join(", ", RecordShape.Of(type).Keys.Select(key => key.Name).Take(ShownKeys))}";
    }
}
