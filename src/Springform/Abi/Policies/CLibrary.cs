namespace Springform.Abi.Policies;

/// <summary>Which C library a file wants to find where it runs.</summary>
internal enum CLibrary
{
    /// <summary>None: a static program, or one that calls nothing of it.</summary>
    None,

    /// <summary>Whichever it is linked with later: an object.</summary>
    AnyYet,
    Glibc,
    Musl,
}
