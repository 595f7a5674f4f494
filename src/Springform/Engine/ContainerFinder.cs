using Springform.Errors;
using Springform.Plan;

namespace Springform.Engine;

/// <summary>Finds the one running container that is meant.</summary>
internal static class ContainerFinder
{
    /// <param name="name">--container, which wins; null: it was not given</param>
    /// <exception cref="SpringformException">E641 there is none that runs, or several</exception>
    public static async Task<RunningContainer> FindAsync(IContainerEngine engine, RuntimeContainer wanted, string? name, CancellationToken cancellation)
    {
        var asked = name ?? wanted.Name ?? await LabelledAsync(engine, wanted, cancellation);
        return await engine.InspectContainerAsync(asked, cancellation) switch
        {
            { IsRunning: true } found => found,
            null => throw Missing(wanted, $"there is no container {Quoted.Of(asked)}", "correct its name, or start it"),
            _ => throw Missing(wanted, $"the container {Quoted.Of(asked)} does not run", $"start it: docker start {asked}"),
        };
    }

    private static async Task<string> LabelledAsync(IContainerEngine engine, RuntimeContainer wanted, CancellationToken cancellation)
    {
        var found = await engine.FindContainersAsync(wanted.Label!, cancellation);
        return found.Count switch
        {
            1 => found[0],
            0 => throw Missing(wanted, $"no running container has the label {Quoted.Of(wanted.Label!)}", "start the container, or correct the label"),
            var count => throw Missing(
                wanted,
                $"{count} running containers have the label {Quoted.Of(wanted.Label!)}, and one is meant",
                "name one: container: NAME, or --container=NAME"
            ),
        };
    }

    private static SpringformException Missing(RuntimeContainer wanted, string what, string fix) =>
        new(new Problem(ErrorCode.NoContainer, what, $"springform.yaml, {wanted.Place}", fix));
}
