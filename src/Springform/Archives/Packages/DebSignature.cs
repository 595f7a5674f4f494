using System.Globalization;
using System.Text;
using Springform.Archives.Ar;
using Springform.Files;

namespace Springform.Archives.Packages;

/// <summary>
/// The signature inside a package of Debian: a member <c>_gpgorigin</c> behind the others, over the contents of the three that dpkg reads. dpkg passes such a
/// member by (deb(5)). Source: the manual pages of debsigs and debsig-verify, 2026-11.
/// </summary>
internal sealed class DebSignature
{
    private const string Member = "_gpgorigin";
    private const int HeaderBytes = 60;
    private const int MostBytes = 64 << 10;
    private static readonly string[] Signed = ["debian-binary", "control.tar", "data.tar"];

    private readonly string package;
    private readonly IReadOnlyList<(string Name, long Offset, long SizeBytes)> members;

    private DebSignature(string package, IReadOnlyList<(string Name, long Offset, long SizeBytes)> members) =>
        (this.package, this.members) = (package, members);

    /// <summary>An OpenPGP signature; null: it has none.</summary>
    public byte[]? Signature { get; private init; }

    /// <exception cref="Errors.SpringformException">E503 it is no package of Debian, or a damaged one</exception>
    public static DebSignature Read(string package)
    {
        using var file = File.OpenRead(package);
        var guard = new EntryGuard(new ArchiveLimits(), Path.GetFileName(package));
        return guard.Readable(() =>
        {
            var magic = new byte[ArItems.Magic.Length];
            file.ReadExactly(magic);
            if (!magic.AsSpan().SequenceEqual(ArItems.Magic))
                throw guard.Corrupt("is no package of Debian");
            var found = new List<(string Name, long Offset, long SizeBytes)>();
            byte[]? signature = null;
            using var items = new ArItems(file, guard.OfContainer());
            while (items.Next() is { } name)
            {
                found.Add((name, file.Position, items.SizeBytes));
                if (items.SizeBytes > file.Length - file.Position)
                    throw guard.Corrupt("is cut off");
                if (name != Member)
                    continue;
                if (items.SizeBytes > MostBytes)
                    throw guard.Corrupt($"has a signature of {items.SizeBytes} bytes");
                signature = new byte[items.SizeBytes];
                items.Content.ReadExactly(signature);
            }

            return found.Count >= Signed.Length && Signed.Zip(found).All(pair => pair.Second.Name.StartsWith(pair.First, StringComparison.Ordinal))
                ? new DebSignature(package, found) { Signature = signature }
                : throw guard.Corrupt($"does not begin with {string.Join(", ", Signed)}");
        });
    }

    /// <summary>Writes what is signed.</summary>
    public void WriteContent(Stream destination)
    {
        using var file = File.OpenRead(package);
        foreach (var (_, offset, size) in members.Take(Signed.Length))
            Copy(file, offset, size, destination);
    }

    /// <param name="signed">full path of the signed copy; a signature that was there is gone from it</param>
    /// <param name="signature">an OpenPGP signature of the content</param>
    public void WriteSigned(string signed, byte[] signature) =>
        AtomicFile.Write(
            signed,
            output =>
            {
                using var file = File.OpenRead(package);
                output.Write(ArItems.Magic);
                foreach (var (_, offset, size) in members.Where(member => member.Name != Member))
                {
                    Copy(file, offset - HeaderBytes, HeaderBytes + size, output);
                    Pad(output, size);
                }

                output.Write(
                    Encoding.ASCII.GetBytes(
                        string.Create(CultureInfo.InvariantCulture, $"{Member, -16}{0, -12}{0, -6}{0, -6}{"100644", -8}{signature.Length, -10}`\n")
                    )
                );
                output.Write(signature);
                Pad(output, signature.Length);
                return output.Length;
            }
        );

    private static void Pad(Stream output, long size)
    {
        if (size % 2 == 1)
            output.WriteByte((byte)'\n');
    }

    private static void Copy(FileStream file, long offset, long count, Stream destination)
    {
        file.Position = offset;
        var piece = new byte[1 << 18];
        while (count > 0)
        {
            var some = file.Read(piece, 0, (int)Math.Min(piece.Length, count));
            if (some == 0)
                throw new EndOfStreamException();
            destination.Write(piece, 0, some);
            count -= some;
        }
    }
}
