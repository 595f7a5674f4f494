namespace Springform.Tests.Config;

public sealed class RepairRulesTests
{
    private const string Head = "name: demo\nbuilder: {image: demo-builder, dockerfile: builder/Dockerfile}\n";
    private const string Targets = "targets: {a: linux/amd64, b: {platform: linux/arm64, abi: manylinux_2_31}}\n";
    private const string Package = "packages: [{archive: '{name}-{target}.tgz', files: [a], repair: true}]\n";

    [Fact]
    public void Repair_needs_a_builder_and_a_policy_that_says_what_systems_have() =>
        Golden.Matches(
            YamlProject.Transcript(
                Head + Targets + "abi: manylinux_2_28\n" + Package,
                Head + Targets + "abi: {policy: 'glibc 2.31', libraries: [libc.so.6]}\n" + Package,
                Head + Targets + Package,
                Head + Targets + Package.Replace("repair", "targets: [b], repair", StringComparison.Ordinal),
                Head + Targets + "abi: 'glibc 2.31, gcc 10'\n" + Package,
                Head + Targets + "abi: glibc\n" + Package,
                Head + "targets: {a: linux/amd64, b: linux/arm64}\n" + Package,
                "name: demo\ntargets: {a: linux/amd64}\nabi: manylinux_2_28\n" + Package,
                Head + Targets + "abi: manylinux_2_28\n" + Package.Replace("true", "lib/", StringComparison.Ordinal)
            )
        );
}
