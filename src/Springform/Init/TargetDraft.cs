namespace Springform.Init;

/// <summary>A target of a draft.</summary>
/// <param name="Platform">as Docker spells it</param>
/// <param name="Settings">what else is said of it, as a YAML flow mapping's content; empty: nothing</param>
internal sealed record TargetDraft(string Name, string Platform, string Settings = "")
{
    public string Yaml => Settings.Length == 0 ? $"{Name}: {Platform}" : $"{Name}: {{platform: {Platform}, {Settings}}}";
}
