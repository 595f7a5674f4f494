using System.Reflection;

namespace Springform.Tests.Standins;

/// <summary>Names of types as the API lists spell them: C# keywords, and no namespace for what every file imports.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    private static readonly HashSet<string> Imported = ["System", "System.IO", "System.Collections.Generic", "System.Threading", "System.Threading.Tasks"];

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsByRef)
            return Of(type.GetElementType()!);
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner) + "?";
        if (type.IsGenericParameter)
            return type.Name;
        var space = Imported.Contains(type.Namespace!) ? "" : type.Namespace + ".";
        return space + type.Name.Split('`')[0] + Arguments(type.GetGenericArguments());
    }

    /// <summary>With <c>?</c> after what may be null and <c>!</c> after what may not; nothing where nobody has said it.</summary>
    public static string Of(Type type, NullabilityInfo nullability)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, nullability);
        if (type.IsValueType && !type.IsGenericType)
            return Of(type);
        var mark = type.IsValueType
            ? ""
            : nullability.ReadState switch
            {
                NullabilityState.Nullable => "?",
                NullabilityState.NotNull => "!",
                _ => "",
            };
        if (type.IsArray)
            return Of(type.GetElementType()!, nullability.ElementType!) + "[]" + mark;
        if (!type.IsGenericType || Nullable.GetUnderlyingType(type) is not null)
            return Of(type) + mark;
        var arguments = type.GetGenericArguments().Zip(nullability.GenericTypeArguments, Of);
        return Of(type).Split('<')[0] + $"<{string.Join(", ", arguments)}>" + mark;
    }

    public static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>";

    public static string Constraints(Type[] parameters) => string.Concat(parameters.Where(parameter => parameter.IsGenericParameter).Select(Constraint));

    private static string Constraint(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var structure = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> words =
            structure ? ["struct"]
            : attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"]
            : [];
        words.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of));
        if (!structure && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
            words.Add("new()");
        return words.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", words)}";
    }
}
