namespace Springform.Config;

/// <summary>The environment variables that have the login of one registry. Where neither is set, docker's own login is used.</summary>
public sealed record RegistryLoginConfig
{
    /// <summary>The environment variable of the user's name, e.g. QUAY_CD_USER.</summary>
    [Required]
    public string User { get; init; } = "";

    /// <summary>The environment variable of the password or token, e.g. QUAY_CD_PASSWORD; its value is masked in all output.</summary>
    [Required]
    public string Password { get; init; } = "";
}
