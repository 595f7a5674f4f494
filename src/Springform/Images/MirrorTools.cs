using Springform.Plan;

namespace Springform.Images;

/// <summary>What makes base images where no registry answers.</summary>
internal static class MirrorTools
{
    /// <param name="suites">of the bases that have a mirror; empty also where nothing is known of them yet</param>
    /// <param name="platforms">of the bases</param>
    public static IReadOnlyList<MachineFile> For(IReadOnlyList<string> suites, IReadOnlyList<string> platforms)
    {
        var keys = suites
            .Select(Distribution.OfSuite)
            .OfType<Distribution>()
            .DistinctBy(distribution => distribution.Keyring)
            .Select(distribution => new MachineFile(distribution.Keyring, distribution.KeyringPackage, $"base images of {distribution.Name} without a registry")
            {
                OnlyWithoutRegistry = true,
            });
        IEnumerable<MachineFile> foreign =
            platforms.Count == 1
                ? []
                : [new MachineFile("arch-test", "arch-test", "base images of other architectures without a registry") { OnlyWithoutRegistry = true }];
        return [new MachineFile("mmdebstrap", "mmdebstrap", "base images without a registry") { OnlyWithoutRegistry = true }, .. foreign, .. keys];
    }
}
