namespace Springform.Registry;

/// <summary>A credential helper of docker's that does not give what it should. Its message names the helper.</summary>
internal sealed class CredentialFault(string message, string fix) : Exception(message)
{
    public string Fix => fix;
}
