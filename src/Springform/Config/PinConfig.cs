namespace Springform.Config;

/// <summary>
/// A value that several files repeat, such as the version of a toolchain or the tag of the builder. --target=CheckPins fails when they differ, and
/// --target=UpdatePins --pins=NAME --to=VALUE writes it into all of them.
/// </summary>
public sealed record PinConfig
{
    /// <summary>builder: the tag of the builder's key in <c>builder.registry</c>, as --target=Plan shows it. Default: whatever the first place has.</summary>
    [OneOf("builder")]
    public string? From { get; init; }

    /// <summary>Where the value is written.</summary>
    [Required]
    public IReadOnlyList<PinPlaceConfig> Places { get; init; } = [];
}

/// <summary>A place of a pin.</summary>
public sealed record PinPlaceConfig
{
    /// <summary>A file of the project.</summary>
    [Required]
    public string File { get; init; } = "";

    /// <summary>The value with what stands around it in the file, exactly once; one asterisk stands for the value: "ARG RUST_VERSION=*".</summary>
    [Required]
    public string Text { get; init; } = "";
}
