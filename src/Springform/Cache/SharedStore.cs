using Springform.Machine;
using Springform.Plan;

namespace Springform.Cache;

/// <summary>
/// Results of steps, here and in a registry: what is not here is asked for there before its step runs, and what was made here is stored there where that is
/// allowed. The registry is never needed: see <see cref="RegistryCache"/>.
/// </summary>
/// <param name="here">the store of this machine</param>
/// <param name="notes">gets one line about what came from there</param>
/// <param name="open">the registry, opened when it is first needed; null, or its answer null: there is none</param>
/// <param name="pushes">whether this run stores there what it makes</param>
internal sealed class SharedStore(BlobStore here, IOutput notes, Func<RegistryCache?>? open = null, bool pushes = false)
{
    private const int SideBySide = 4;

    private readonly Lazy<RegistryCache?> there = new(() => open?.Invoke());

    /// <summary>Null when there is none here, or none that is intact.</summary>
    public Blob? Find(string name, ContentKey key) => here.Find(name, key);

    /// <summary>As <see cref="BlobStore.PutAsync"/>; then there too.</summary>
    public async Task<Blob> PutAsync(string name, ContentKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var blob = await here.PutAsync(name, key, write, cancellation);
        if (pushes && there.Value is { } registry)
            await registry.PushAsync(blob, cancellation);
        return blob;
    }

    /// <summary>The steps that have to run: neither here nor there is a result of them. What is there is here afterwards.</summary>
    /// <param name="identity">name and key of a step's result</param>
    /// <param name="refusal">why a result from there cannot be the step's; null: it can. Whoever may write there is not trusted with more than that.</param>
    public async Task<IReadOnlyList<T>> MissingAsync<T>(
        IReadOnlyList<T> steps,
        Func<T, (string Name, ContentKey Key)> identity,
        Func<T, Blob, CancellationToken, Task<string?>> refusal,
        CancellationToken cancellation
    )
    {
        var missing = steps.Where(step => !IsHere(step)).ToList();
        if (missing.Count == 0 || there.Value is not { } registry)
            return missing;
        var came = new bool[missing.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, missing.Count),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (index, stop) =>
            {
                var (name, key) = identity(missing[index]);
                came[index] = await registry.FetchAsync(name, key, (blob, token) => refusal(missing[index], blob, token), stop) is not null;
            }
        );
        var count = came.Count(one => one);
        if (!registry.IsSilent)
            notes.Line($"{count} of {missing.Count} results that are not here came from {registry.Address}");
        return [.. missing.Where((_, index) => !came[index])];

        bool IsHere(T step)
        {
            var (name, key) = identity(step);
            return here.Find(name, key) is not null;
        }
    }
}
