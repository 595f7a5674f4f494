namespace Springform.ContainerTests.EndToEnd;

/// <summary>The examples that tests build.</summary>
public static class Examples
{
    /// <summary>Name of their collection: two at once take twice as long each.</summary>
    public const string OneAtATime = "examples";

    /// <summary>Of the package index beside an example.</summary>
    public const string IndexPassword = "pypi-not-a-secret";

    public sealed class Musl : IExample
    {
        public static Example Example { get; } = new("musl", "lines-", "localhost/springform/lines/");
    }

    public sealed class Repair : IExample
    {
        public static Example Example { get; } = new("repair", "squeeze-builder:", "localhost/springform/squeeze/");
    }

    /// <summary>Three legs of five; the other two are prebuilt.</summary>
    public sealed class Lancedb : IExample
    {
        public static Example Example { get; } = new("lancedb-go", "lancedb-go-builder:", "localhost/springform/lancedb-go/") { Tag = "native-v1.0.0" };
    }

    /// <summary>Six legs on bases from the mirror.</summary>
    public sealed class Abi : IExample
    {
        public static Example Example { get; } = new("abi", "greeting-", "localhost/springform/greeting/") { Arguments = ["--target=Dist", "--parallelism=2"] };
    }

    public sealed class Autobahn : IExample
    {
        public static Example Example { get; } =
            new("autobahn", "autobahn-nvx-builder:", "localhost/springform/autobahn-nvx/") { Tag = "v26.1.0", HasIndex = true };
    }

    /// <summary>Tools from their sources, for two architectures.</summary>
    public sealed class Perfspect : IExample
    {
        public static Example Example { get; } =
            new("perfspect", ["perfspect-", "localhost/springform/perfspect/", .. PerfspectTools.All.Select(tool => $"localhost/springform/recipe/{tool}-")])
            {
                Prepare = PerfspectTools.Prepare,
            };
    }
}
