namespace Springform.Keys;

/// <summary>How a repository names what it holds; the value is the number of hex digits.</summary>
internal enum GitObjectFormat
{
    Sha1 = 40,
    Sha256 = 64,
}
