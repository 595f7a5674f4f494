using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>What attributes and overrides of a task's class say.</summary>
internal sealed class TaskFacts(IFrostingTask task)
{
    private readonly Type type = task.GetType();

    public IFrostingTask Task => task;

    public string Name => NameOf(type);

    public string Description => type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public bool ContinuesOnError => type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: true);

    public IEnumerable<Type> Dependencies => type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task);

    public IEnumerable<Type> Dependees => type.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => attribute.Task);

    /// <summary>The T of the task's base class; Cake's own context for a task that implements the interface itself.</summary>
    public Type ContextType => GenericBase()?.GetGenericArguments()[0] ?? typeof(ICakeContext);

    /// <summary>A task that implements the interface itself overrides everything.</summary>
    public bool Overrides(string method)
    {
        var generic = GenericBase();
        return generic is null
            || generic.GetMethod(method) is { } declared
                && type.GetMethod(method, [.. declared.GetParameters().Select(parameter => parameter.ParameterType)])?.DeclaringType != generic;
    }

    public static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private Type GenericBase()
    {
        for (var candidate = type.BaseType; candidate is not null; candidate = candidate.BaseType)
        {
            if (
                candidate.IsGenericType
                && (candidate.GetGenericTypeDefinition() == typeof(FrostingTask<>) || candidate.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>))
            )
                return candidate;
        }

        return null;
    }
}
