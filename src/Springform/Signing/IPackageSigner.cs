namespace Springform.Signing;

/// <summary>Signatures inside packages of one format, where the tools of their systems check them.</summary>
internal interface IPackageSigner
{
    /// <summary>A file of this name is one of its packages.</summary>
    bool Names(string name);

    /// <param name="package">full path</param>
    /// <param name="signed">full path of the signed copy</param>
    Task SignAsync(string package, string signed, CancellationToken cancellation);

    /// <returns>null when the package has a signature of the declared key inside; else why not: "is not signed inside"</returns>
    Task<string?> RefusalAsync(string package, CancellationToken cancellation);
}
