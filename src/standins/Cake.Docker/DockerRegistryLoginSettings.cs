namespace Cake.Docker;

/// <summary>Options of <c>docker login</c>. null: not given.</summary>
public sealed class DockerRegistryLoginSettings : AutoToolSettings
{
    public string Password { get; set; }

    public bool? PasswordStdin { get; set; }

    public string Username { get; set; }

    protected override string[] CollectSecretProperties() => [nameof(Password)];
}
