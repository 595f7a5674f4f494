namespace Springform.Signing;

/// <summary>Makes and checks signatures of one kind. Checking needs no secret.</summary>
internal interface ISigner : IAsyncDisposable
{
    /// <summary>Makes the signature of a file, as a file.</summary>
    /// <param name="file">full path</param>
    /// <param name="signature">full path of what is made</param>
    /// <exception cref="Errors.SpringformException">E303 no tool, E109 no key, E521 it cannot be made</exception>
    Task SignAsync(string file, string signature, CancellationToken cancellation);

    /// <returns>null when it is a signature of the file by the declared key; else why not: "is made by another key"</returns>
    /// <exception cref="Errors.SpringformException">E303 no tool, E521 it cannot be checked</exception>
    Task<string?> RefusalAsync(string file, string signature, CancellationToken cancellation);
}
