using Springform.Abi;
using Springform.Abi.Policies;
using Springform.Engine;
using Springform.Images;
using Springform.Plan;
using Springform.Wheels;

namespace Springform.Pipeline;

/// <summary>Joins Wheels, Abi and Engine: what a file needs, what its policy allows, and the builder that has the rest.</summary>
internal sealed class RepairWork(BuildContext context)
{
    private readonly AbiReader reader = new(new AbiLimits(), ShippedTools.Find);

    /// <param name="scratch">for what is copied out of the builder; the caller removes it</param>
    public Repair For(PackageStep step, string policy, string scratch) => new(
        new Patchelf(context.Processes, ShippedTools.Find("patchelf")),
        Needed,
        library => AllowedLibraries.Has(policy, library),
        async (names, cancellation) =>
        {
            var builder = context.Plan.Builder(context.Plan.Command(step.CommandIds[^1]).BuilderId);
            await context.Images.EnsureBuildersAsync([builder], cancellation);
            return await new LibraryFinder(context.Engine, builder, Platform.Of(step.Target.Platform))
                .FindAsync(names, Path.Combine(scratch, $"libraries-{Guid.NewGuid():N}"), context.Run.Terminal, cancellation);
        });

    private IReadOnlyList<string> Needed(string path) =>
        ElfMachine.Of(path) is null ? [] : [.. reader.Read(path, context.Cancellation).Files.SelectMany(file => file.Elf.Needed).Distinct(StringComparer.Ordinal)];
}
