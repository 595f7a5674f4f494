using System.Text.Json;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>Reads and writes dist/artifacts.json. What is read may have been edited by anybody: nothing in it leads out of dist/.</summary>
internal static class LedgerFile
{
    private const int MaxBytes = 16 << 20;
    private const int MaxPathBytes = 1024;

    /// <summary>UTF-8 with a line break at its end.</summary>
    public static byte[] Json(ArtifactLedger ledger) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(LedgerDocument.Of(ledger), LedgerJson.Default.LedgerDocument), (byte)'\n'];

    /// <summary>Null when there is none.</summary>
    /// <exception cref="SpringformException">E504 when it is not one that Springform wrote</exception>
    public static ArtifactLedger? Read(string folder)
    {
        var path = Path.Combine(folder, DistFile.Ledger);
        if (FileStat.Of(path) is not { } stat)
            return null;

        try
        {
            if (!stat.IsRegular)
                throw Broken(path, "is not a plain file");
            if (stat.SizeBytes > MaxBytes)
                throw Broken(path, $"is larger than {MaxBytes} bytes");
            var document = JsonSerializer.Deserialize(PlainFile.ReadAllBytes(path), LedgerJson.Default.LedgerDocument) ?? throw Broken(path, "is empty");
            Check(path, document);
            return document.ToLedger();
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            throw Broken(path, $"is not readable: {failure.Message}", failure);
        }
    }

    private static void Check(string path, LedgerDocument document)
    {
        if (document.Passed.Contains(null!))
            throw Broken(path, "has a null in passed");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var paths = new HashSet<string>([DistFile.Ledger], StringComparer.Ordinal);
        foreach (var entry in document.Artifacts)
        {
            if (entry is null)
                throw Broken(path, "has a null among its artifacts");
            if (ArchivePath.Normalise(entry.Path, MaxPathBytes, out var reason) != entry.Path || entry.Path.Length == 0)
                throw Broken(path, $"names the path {Quoted.Of(entry.Path)}, which {(reason.Length > 0 ? reason : "is not plain")}");
            if (entry.Bundled?.Contains(null!) == true)
                throw Broken(path, $"has a null among the libraries of {Quoted.Of(entry.Name)}");
            if (!names.Add(entry.Name) || !paths.Add(entry.Path))
                throw Broken(path, $"names {Quoted.Of(entry.Name)} twice");
            if (entry.Sha256.Length != 64 || !entry.Sha256.All(char.IsAsciiHexDigitLower) || entry.Size < 0)
                throw Broken(path, $"has no valid hash and size for {Quoted.Of(entry.Name)}");
        }
    }

    private static SpringformException Broken(string path, string what, Exception? inner = null) =>
        new(new Problem(ErrorCode.BrokenLedger, $"the ledger {what}", path, "run --target=Dist again: it makes dist/ anew"), inner);
}
