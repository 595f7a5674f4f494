using Springform.Archives;
using Springform.Archives.Packages;

namespace Springform.Signing;

/// <summary>Signatures inside packages of Debian, as debsigs makes them and <c>debsig-verify</c> checks them.</summary>
/// <param name="gpg">makes and checks them</param>
internal sealed class DebSigner(GpgSigner gpg) : IPackageSigner
{
    public bool Names(string name) => ArchiveFormats.Deb.Names(name);

    public Task SignAsync(string package, string signed, CancellationToken cancellation) =>
        WithContentAsync(
            DebSignature.Read(package),
            async (deb, content, signature) =>
            {
                await gpg.SignAsync(content, signature, isArmored: false, cancellation);
                deb.WriteSigned(signed, await File.ReadAllBytesAsync(signature, cancellation));
                return true;
            }
        );

    public async Task<string?> RefusalAsync(string package, CancellationToken cancellation)
    {
        var read = DebSignature.Read(package);
        if (read.Signature is not { } inside)
            return "is not signed inside";
        return await WithContentAsync(
            read,
            async (_, content, signature) =>
            {
                await File.WriteAllBytesAsync(signature, inside, cancellation);
                return await gpg.RefusalAsync(content, signature, cancellation) is { } refusal ? $"has a signature inside that {refusal}" : null;
            }
        );
    }

    /// <summary>What is signed is as large as the package and no secret: it lies on the disk and not in memory.</summary>
    private static async Task<T> WithContentAsync<T>(DebSignature deb, Func<DebSignature, string, string, Task<T>> work)
    {
        var folder = Directory.CreateTempSubdirectory("springform-deb-").FullName;
        try
        {
            var content = Path.Combine(folder, "content");
            await using (var file = File.Create(content))
                deb.WriteContent(file);
            return await work(deb, content, Path.Combine(folder, "signature"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
