using System.Reflection;
using System.Text;

namespace Springform.Config.Reading;

/// <summary>The keys of a configuration record, in the order of its file. The binder and the schema both read it.</summary>
internal sealed class RecordShape
{
    private RecordShape(Type type)
    {
        Type = type;
        Keys =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(property => property.CanWrite)
                .Select(property => new KeyShape(SnakeCase(property.Name), property)),
        ];
    }

    public Type Type { get; }

    public IReadOnlyList<KeyShape> Keys { get; }

    /// <summary>The key whose value may stand for the whole record.</summary>
    public KeyShape? Shorthand => Keys.FirstOrDefault(key => key.IsShorthand);

    public static RecordShape Of(Type type) => new(type);

    /// <summary>The type of a list's items; null when it is no list.</summary>
    public static Type? ItemOf(Type type) => Argument(type, typeof(IReadOnlyList<>), 0);

    /// <summary>The type of a map's values; null when it is no map. Keys are text.</summary>
    public static Type? ValueOf(Type type) => Argument(type, typeof(IReadOnlyDictionary<,>), 1);

    private static Type? Argument(Type type, Type definition, int index) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GenericTypeArguments[index] : null;

    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsUpper(character) && snake.Length > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(character));
        }

        return snake.ToString();
    }
}
