using Springform.Archives;
using Springform.Archives.Packages;

namespace Springform.Signing;

/// <summary>Signatures inside rpm packages, over their header, which has the digests of all else: what <c>rpm --checksig</c> and dnf check.</summary>
/// <param name="gpg">makes and checks them</param>
/// <param name="room">for a header and its signature</param>
internal sealed class RpmSigner(GpgSigner gpg, PrivateFolder room) : IPackageSigner
{
    public bool Names(string name) => ArchiveFormats.Rpm.Names(name);

    /// <param name="package">full path</param>
    /// <param name="signed">full path of the signed copy, of the same size</param>
    public async Task SignAsync(string package, string signed, CancellationToken cancellation)
    {
        var (header, signature) = Files();
        var content = RpmSignature.Read(package);
        await File.WriteAllBytesAsync(header, content.Header, cancellation);
        File.Delete(signature);
        await gpg.SignAsync(header, signature, isArmored: false, cancellation);
        content.WriteSigned(package, signed, await File.ReadAllBytesAsync(signature, cancellation));
    }

    /// <returns>null when the package has a signature of the declared key inside; else why not: "is not signed inside"</returns>
    public async Task<string?> RefusalAsync(string package, CancellationToken cancellation)
    {
        var content = RpmSignature.Read(package);
        if (content.Signature is not { } inside)
            return "is not signed inside";
        var (header, signature) = Files();
        await File.WriteAllBytesAsync(header, content.Header, cancellation);
        await File.WriteAllBytesAsync(signature, inside, cancellation);
        return await gpg.RefusalAsync(header, signature, cancellation) is { } refusal ? $"has a signature inside that {refusal}" : null;
    }

    private (string Header, string Signature) Files() => (Path.Combine(room.Path, "header"), Path.Combine(room.Path, "header.sig"));
}
