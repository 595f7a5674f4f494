using Springform.Config;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Collects the base images that the plan's parts ask for, each once per platform. Lives as long as one planning.</summary>
internal sealed class BaseCatalog(ProjectConfig config, PlanFacts facts)
{
    private readonly Dictionary<(string Image, string Platform), PlannedBase> used = [];

    /// <summary>In the order of first use.</summary>
    public IReadOnlyList<PlannedBase> Used => [.. used.Values];

    /// <summary>A base by its name in the configuration.</summary>
    public PlannedBase Named(string name, string platform) => ForImage(config.Bases[name].Image, platform);

    /// <summary>A base by what a FROM line says, in the configuration's spelling; one that is not declared is a base without a mirror.</summary>
    public PlannedBase ForImage(string image, string platform)
    {
        var id = (Normal(image), platform);
        if (used.TryGetValue(id, out var known))
        {
            return known;
        }

        if (image == PlannedBase.RuntimeImage && config.Builder?.From is { } from)
        {
            return used[id] = new PlannedBase("runtime", image, platform, null, [], facts.Pins.GetValueOrDefault(PlanFacts.PinId(image, platform)))
            {
                Container = new RuntimeContainer(from.Container, from.Label, "builder.from"),
            };
        }

        var declared = config.Bases.FirstOrDefault(pair => IsSame(pair.Value.Image, image));
        var spelled = declared.Value?.Image ?? image;
        var mirror = declared.Value?.Mirror;
        return used[id] = new PlannedBase(
            declared.Key ?? spelled,
            spelled,
            platform,
            mirror?.Suite,
            mirror?.Packages ?? [],
            facts.Pins.GetValueOrDefault(PlanFacts.PinId(spelled, platform))
        )
        {
            MirrorUpdates = mirror?.Updates ?? true,
        };
    }

    /// <summary>The image of a <c># syntax=</c> line, which reads a Dockerfile on the machine itself.</summary>
    public PlannedBase Frontend(string image)
    {
        var planned = ForImage(image, facts.MachinePlatform);
        return used[(Normal(image), facts.MachinePlatform)] = planned with { IsFrontend = true };
    }

    /// <summary>One image in two spellings.</summary>
    public static bool IsSame(string one, string other) => Normal(one) == Normal(other);

    // debian, debian:latest and docker.io/library/debian:latest are one image.
    private static string Normal(string image)
    {
        var name = image.StartsWith("docker.io/", StringComparison.Ordinal) ? image["docker.io/".Length..] : image;
        name = name.StartsWith("library/", StringComparison.Ordinal) ? name["library/".Length..] : name;
        return name == PlannedBase.RepositoryOf(name) ? name + ":latest" : name;
    }
}
