using System.Text.Json;
using Springform.Plan;

namespace Springform.Abi.Policies;

/// <summary>A manylinux policy (PEP 600): how new the symbols of the common libraries may be, by machine, and which libraries may be needed.</summary>
internal sealed class ManyLinuxPolicy
{
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

    public string Name { get; }

    public IReadOnlyList<string> Machines { get; }

    public IReadOnlyList<string> Libraries { get; }

    public static IReadOnlyDictionary<string, ManyLinuxPolicy> ReadAll(JsonElement table)
    {
        var libraries = PolicyData.Texts(table.GetProperty("libraries"));
        return table.GetProperty("policies").EnumerateArray().Select(policy => new ManyLinuxPolicy(policy, libraries))
            .ToDictionary(policy => policy.Name, StringComparer.Ordinal);
    }

    /// <summary>Null: this policy knows nothing of that name, and allows none of its versions where a library of the policy has them.</summary>
    public VersionNumber? Ceiling(string machine, string name) =>
        differences.GetValueOrDefault(machine)?.GetValueOrDefault(name) ?? ceilings.GetValueOrDefault(name);
}
