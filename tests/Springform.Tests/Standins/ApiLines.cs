using System.Reflection;
using System.Runtime.CompilerServices;

namespace Springform.Tests.Standins;

/// <summary>
/// Public types and members of an assembly, one per line, in the spelling of the API lists: C#, with the marks of <see cref="TypeNames"/> for what may be null.
/// </summary>
internal static class ApiLines
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IEnumerable<Type> Types(Assembly assembly) => assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);

    /// <summary>E.g. <c>T sealed class Cake.Frosting.CakeHost</c>, without what it derives from.</summary>
    public static string Header(Type type) => $"T {Kind(type)} {TypeNames.Of(type)}";

    /// <summary>The base class and the interfaces that it does not bring along.</summary>
    public static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
            return [];
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var ownBase = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : Type.EmptyTypes;
        return ownBase.Concat(type.GetInterfaces().Except(inherited)).Select(TypeNames.Of);
    }

    /// <summary>A type with all that it derives from, and its members below it.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        var bases = Bases(type).ToList();
        return
        [
            Header(type) + (bases.Count == 0 ? "" : " : " + string.Join(", ", bases)) + TypeNames.Constraints(type.GetGenericArguments()),
            .. Members(type),
        ];
    }

    public static IEnumerable<string> Members(Type type)
    {
        var name = TypeNames.Of(type);
        if (type.IsEnum)
            return Enum.GetNames(type).Select(value => $"  {name}.{value} = {Convert.ToInt32(Enum.Parse(type, value))}");
        return type.GetMembers(Declared)
            .Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not Type)
            .Select(Line)
            .OfType<string>()
            .Select(line => $"  {name}: {line}");
    }

    private static string Kind(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };

    private static string? Line(MemberInfo member) =>
        member switch
        {
            ConstructorInfo { IsStatic: false } constructor when Seen(constructor) => $"{Access(constructor)}ctor({Parameters(constructor)})",
            MethodInfo method when Seen(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => Method(method),
            PropertyInfo property => Property(property),
            FieldInfo field when field.IsPublic || field.IsFamily => Field(field),
            _ => null,
        };

    private static string Method(MethodInfo method) =>
        $"{Access(method)}{Modifiers(method)}{TypeNames.Of(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}"
        + $"{TypeNames.Arguments(method.GetGenericArguments())}"
        + $"({Parameters(method)}){TypeNames.Constraints(method.GetGenericArguments())}";

    private static string? Property(PropertyInfo property)
    {
        var accessors = new[] { (Method: property.GetMethod, Word: "get"), (Method: property.SetMethod, Word: "set") }
            .Where(accessor => accessor.Method is not null && Seen(accessor.Method))
            .ToList();
        if (accessors.Count == 0)
            return null;
        var first = accessors.OrderBy(accessor => accessor.Method!.IsPublic ? 0 : 1).First().Method!;
        var words = accessors.Select(accessor => (accessor.Method!.IsPublic == first.IsPublic ? "" : Access(accessor.Method)) + accessor.Word + "; ");
        return $"{Access(first)}{Modifiers(first)}{TypeNames.Of(property.PropertyType, Nullability.Create(property))} {property.Name} {{ "
            + $"{string.Concat(words)}}}";
    }

    private static string Field(FieldInfo field) =>
        field.IsLiteral
            ? $"const {TypeNames.Of(field.FieldType, Nullability.Create(field))} {field.Name} = {field.GetRawConstantValue()}"
            : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeNames.Of(field.FieldType, Nullability.Create(field))} "
                + $"{field.Name}";

    private static bool Seen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method) =>
        method switch
        {
            { IsStatic: true } => "static ",
            { DeclaringType.IsInterface: true, IsAbstract: true } => "",
            { DeclaringType.IsInterface: true } => "default ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } when method.GetBaseDefinition().DeclaringType != method.DeclaringType => "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };

    private static string Parameters(MethodBase method)
    {
        var self = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return self + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var word =
            parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : parameter.IsOut ? "out "
            : "";
        var preset = parameter.HasDefaultValue ? " = " + (parameter.DefaultValue is string text ? $"\"{text}\"" : "default") : "";
        return $"{word}{TypeNames.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{preset}";
    }
}
