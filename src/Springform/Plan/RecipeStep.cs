using Springform.Names;

namespace Springform.Plan;

/// <summary>One external tool built for one platform.</summary>
/// <param name="Tool">name in the configuration</param>
/// <param name="Platform">what the tool runs on</param>
/// <param name="BuildPlatform">what its build runs on</param>
/// <param name="Context">folder, relative to the project</param>
/// <param name="Dockerfile">text with pinned FROM lines; null while a base is pending</param>
public sealed record RecipeStep(string Tool, string Platform, string BuildPlatform, string Context, string? Dockerfile, StepKey Key) : IStep
{
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    public required IReadOnlyList<string> BaseIds { get; init; }

    public string? Stage { get; init; }

    public bool Network { get; init; } = true;

    public string Task => "ToolsImage";

    /// <summary>Of its build; zero: none. In no key: it changes whether there is a result, never which one.</summary>
    public TimeSpan Timeout { get; init; } = RunLimits.DefaultTimeout;

    /// <summary>fio-x86_64</summary>
    public string Id => $"{Tool}-{Names.Platform.Of(Platform).Kernel}";
}
