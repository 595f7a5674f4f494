namespace Octokit;

public class Credentials
{
    public static readonly Credentials Anonymous = new(null, null, AuthenticationType.Anonymous);

    public Credentials(string token)
        : this(null, token, AuthenticationType.Oauth)
    {
    }

    public Credentials(string token, AuthenticationType authenticationType)
        : this(null, token, authenticationType)
    {
    }

    public Credentials(string login, string password, AuthenticationType authenticationType)
    {
        Login = login;
        Password = password;
        AuthenticationType = authenticationType;
    }

    public string Login { get; }

    /// <summary>The token, when there is one.</summary>
    public string Password { get; }

    public AuthenticationType AuthenticationType { get; }
}
