using System.Reflection;

namespace Cake.Frosting.Internal;

/// <summary>The task classes of assemblies: exported, not abstract. Internal ones are passed over without a word, as in the genuine package.</summary>
internal static class TaskTypes
{
    public static IEnumerable<Type> In(IEnumerable<Assembly> assemblies) =>
        from assembly in assemblies
        from type in assembly.GetExportedTypes()
        where type.IsClass && !type.IsAbstract && typeof(IFrostingTask).IsAssignableFrom(type)
        select type;
}
