using System.Text.Json;
using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary>A manylinux policy (PEP 600): how new the symbols of the common libraries may be, by machine, and which libraries may be needed.</summary>
internal sealed class ManyLinuxPolicy
{
    private const string Glibc = "GLIBC";

    private readonly IReadOnlyDictionary<string, VersionNumber> ceilings;
    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, VersionNumber>> differences;

    private ManyLinuxPolicy(JsonElement policy, IReadOnlyList<string> libraries)
    {
        Name = policy.GetProperty("name").GetString()!;
        Machines = PolicyData.Texts(policy.GetProperty("machines"));
        Libraries = [.. libraries, .. policy.TryGetProperty("further_libraries", out var further) ? PolicyData.Texts(further) : []];
        ceilings = PolicyData.Versions(policy.GetProperty("versions"));
        differences = policy.TryGetProperty("differences", out var machines)
            ? machines.EnumerateObject().ToDictionary(machine => machine.Name, machine => PolicyData.Versions(machine.Value), StringComparer.Ordinal)
            : new Dictionary<string, IReadOnlyDictionary<string, VersionNumber>>();
    }

    /// <summary>A policy that no table has: libraries and their versions of an older one, with a newer glibc.</summary>
    private ManyLinuxPolicy(string name, ManyLinuxPolicy older, VersionNumber glibc)
    {
        Name = name;
        Machines = older.Machines;
        Libraries = older.Libraries;
        ceilings = With(older.ceilings, glibc);
        differences = older.differences.ToDictionary(
            machine => machine.Key,
            machine => (IReadOnlyDictionary<string, VersionNumber>)machine.Value.Where(version => version.Key != Glibc).ToDictionary(),
            StringComparer.Ordinal
        );
    }

    public string Name { get; }

    public IReadOnlyList<string> Machines { get; }

    public IReadOnlyList<string> Libraries { get; }

    public static IReadOnlyDictionary<string, ManyLinuxPolicy> ReadAll(JsonElement table)
    {
        var libraries = PolicyData.Texts(table.GetProperty("libraries"));
        var policies = new Dictionary<string, ManyLinuxPolicy>(StringComparer.Ordinal);
        var listed = table
            .GetProperty("policies")
            .EnumerateArray()
            .Select(policy => new ManyLinuxPolicy(policy, libraries))
            .ToDictionary(policy => policy.Name, StringComparer.Ordinal);
        ManyLinuxPolicy? older = null;
        foreach (var name in AbiTerms.ManyLinux)
        {
            // What holds for the policy before holds for this one: distributions with a newer glibc have no older libraries.
            older = listed.Remove(name, out var own) ? own : new ManyLinuxPolicy(name, older!, VersionNumber.Of(name["manylinux_".Length..].Replace('_', '.')));
            policies.Add(name, older);
        }

        return listed.Count == 0 ? policies : throw new InvalidOperationException($"{listed.Keys.First()} in manylinux.json has no name");
    }

    /// <summary>Null: this policy knows nothing of that name, and allows none of its versions where a library of the policy has them.</summary>
    public VersionNumber? Ceiling(string machine, string name) =>
        differences.GetValueOrDefault(machine)?.GetValueOrDefault(name) ?? ceilings.GetValueOrDefault(name);

    private static Dictionary<string, VersionNumber> With(IReadOnlyDictionary<string, VersionNumber> ceilings, VersionNumber glibc) =>
        new(ceilings, StringComparer.Ordinal) { [Glibc] = glibc };
}
