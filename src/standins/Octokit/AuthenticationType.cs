namespace Octokit;

public enum AuthenticationType
{
    Anonymous = 0,
    Basic = 1,
    Oauth = 2,
    Bearer = 3,
}
