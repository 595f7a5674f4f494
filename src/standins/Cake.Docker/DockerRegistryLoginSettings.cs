namespace Cake.Docker;

/// <summary>Options of <c>docker login</c>. null: not given.</summary>
public sealed class DockerRegistryLoginSettings : AutoToolSettings
{
    public string Password { get; set; } = null!;

    public bool? PasswordStdin { get; set; }

    public string Username { get; set; } = null!;

    protected override string[] CollectSecretProperties() => [nameof(Password)];
}
