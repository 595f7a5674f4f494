using System.Buffers.Binary;
using Springform.Errors;
using Springform.Files;

namespace Springform.Archives.Packages;

/// <summary>
/// The part of an rpm package that is signed, and the room for its signature: packages that <see cref="RpmPackage"/> writes have reserved it, so that a signed
/// one has the same size. Source: rpm's documentation, "RPM v4 Package Format" and "Signature Header", 2026-11.
/// </summary>
internal sealed class RpmSignature
{
    /// <summary>What a new package keeps free, as rpmbuild does.</summary>
    internal const int ReservedBytes = 4128;

    /// <summary>Filled with zeros.</summary>
    internal const int ReservedTag = 1008;

    private const int RsaTag = 268;
    private const int OtherTag = 267; // DSA, and Edwards curves
    private const int EntryBytes = 16;

    private readonly long start;
    private readonly long end;
    private readonly RpmHeader tags;

    private RpmSignature(long start, long end, RpmHeader tags, byte[] header) => (this.start, this.end, this.tags, Header) = (start, end, tags, header);

    /// <summary>The main header: what is signed.</summary>
    public byte[] Header { get; }

    /// <summary>An OpenPGP signature of the header; null: it has none.</summary>
    public byte[]? Signature => tags.Bytes(RsaTag) ?? tags.Bytes(OtherTag);

    /// <exception cref="SpringformException">E503 it is no rpm package, or a damaged one</exception>
    public static RpmSignature Read(string package)
    {
        using var file = File.OpenRead(package);
        var guard = new EntryGuard(new ArchiveLimits(), Path.GetFileName(package));
        return guard.Readable(() =>
        {
            file.Position = RpmPackage.LeadBytes;
            var signature = RpmHeader.Read(file, RpmPackage.SignatureRegion, guard);
            var end = file.Position;
            file.Position = end + ((8 - ((end - RpmPackage.LeadBytes) % 8)) % 8);
            var begin = file.Position;
            var first = new byte[EntryBytes];
            file.ReadExactly(first);
            if (RpmHeader.BodyBytes(first, guard) is var body && body > file.Length - file.Position)
                throw guard.Corrupt("is cut off");
            var header = new byte[EntryBytes + body];
            file.Position = begin;
            file.ReadExactly(header);
            return new RpmSignature(RpmPackage.LeadBytes, end, signature, header);
        });
    }

    /// <param name="package">full path of the package that was read</param>
    /// <param name="signed">full path of the signed one</param>
    /// <param name="signature">an OpenPGP signature of the header</param>
    /// <exception cref="SpringformException">E521 it is too large for the room that there is</exception>
    public void WriteSigned(string package, string signed, byte[] signature)
    {
        var room = ReservedBytes - EntryBytes - signature.Length;
        if (room < 1)
            throw new SpringformException(
                new Problem(
                    ErrorCode.NotSigned,
                    $"the signature has {signature.Length} bytes, and an rpm package has room for {ReservedBytes - EntryBytes - 1}",
                    package,
                    "sign with a smaller key: 4096 bits of RSA, or ed25519"
                )
            );
        tags.Remove(RsaTag);
        tags.Remove(OtherTag);
        tags.Remove(ReservedTag);
        tags.Add(IsRsa(signature) ? RsaTag : OtherTag, signature);
        tags.Add(ReservedTag, new byte[room]);
        // Numbers between the two lie at even places, so that a few bytes may be lost or won.
        room += (int)(end - start) - tags.ToBytes().Length;
        tags.Remove(ReservedTag);
        tags.Add(ReservedTag, new byte[Math.Max(1, room)]);
        var bytes = tags.ToBytes();
        if (bytes.Length != end - start)
            throw new SpringformException(
                new Problem(ErrorCode.NotSigned, "the package keeps no room for a signature", package, "let Springform make the package: --target=Dist")
            );
        AtomicFile.Write(
            signed,
            file =>
            {
                using var from = File.OpenRead(package);
                from.CopyTo(file);
                file.Position = start;
                file.Write(bytes);
                return file.Length;
            }
        );
    }

    /// <summary>Of a signature packet of version 4 (RFC 4880, 4.2 and 5.2.3): the byte of the algorithm, 1 to 3 for RSA.</summary>
    private static bool IsRsa(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 16)
            return false;
        var isNew = (packet[0] & 0x40) != 0;
        var lengthBytes = isNew
            ? packet[1] switch
            {
                < 192 => 1,
                255 => 5,
                _ => 2,
            }
            : 1 << (packet[0] & 3);
        return packet[1 + lengthBytes + 2] is >= 1 and <= 3;
    }
}
