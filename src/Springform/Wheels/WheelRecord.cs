using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Springform.Errors;

namespace Springform.Wheels;

/// <summary>
/// <c>*.dist-info/RECORD</c>: path, hash and size of every file of a wheel (Python packaging specifications, "Recording installed projects" and
/// "Binary distribution format"). Installers believe it, so it is checked against the bytes, and written anew from them.
/// </summary>
internal static class WheelRecord
{
    private const int ShownProblems = 12;
    private static readonly IReadOnlyList<string> Signatures = [".jws", ".p7s"];

    /// <param name="folder">the unpacked wheel</param>
    /// <param name="record">path of RECORD in it</param>
    /// <param name="where">the wheel's name, for messages</param>
    /// <exception cref="SpringformException">E511 with all that is wrong</exception>
    public static void Verify(WheelFolder folder, string record, string where)
    {
        var problems = new List<string>();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Rows(File.ReadAllText(folder.FullPath(record))))
        {
            if (row.Count != 3)
                problems.Add($"a line has {row.Count} fields instead of 3: {Quoted.Of(string.Join(',', row))}");
            else if (!listed.Add(row[0]))
                problems.Add($"{Quoted.Of(row[0])} is listed twice");
            else if (!folder.Files.Contains(row[0]))
                problems.Add($"{Quoted.Of(row[0])} is not in the wheel");
            else if (row[0] != record && Difference(folder, row) is { } difference)
                problems.Add($"{Quoted.Of(row[0])} {difference}");
        }

        problems.AddRange(folder.Files.Where(file => !listed.Contains(file) && !IsUnlisted(file, record)).Select(file => $"{Quoted.Of(file)} is not listed"));
        if (problems.Count > 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.WrongRecord,
                    $"RECORD does not say what is in the wheel: {string.Join("; ", problems.Take(ShownProblems))}"
                        + $"{(problems.Count > ShownProblems ? $"; and {problems.Count - ShownProblems} more" : "")}",
                    where,
                    "do not change a wheel after it was packed; let the build backend write it, or run `wheel pack` again"
                )
            );
        }
    }

    /// <summary>The text for what is in the folder now, sorted by path.</summary>
    public static string Write(WheelFolder folder, string record)
    {
        var text = new StringBuilder();
        foreach (var file in folder.Files.Where(file => !IsUnlisted(file, record)).Order(StringComparer.Ordinal))
        {
            var bytes = new FileInfo(folder.FullPath(file)).Length;
            text.Append(CultureInfo.InvariantCulture, $"{Field(file)},sha256={Hash(folder.FullPath(file), HashAlgorithmName.SHA256)},{bytes}\n");
        }

        return text.Append(Field(record)).Append(",,\n").ToString();
    }

    private static bool IsUnlisted(string file, string record) => file == record || Signatures.Any(ending => file == record + ending);

    private static string? Difference(WheelFolder folder, IReadOnlyList<string> row)
    {
        var path = folder.FullPath(row[0]);
        var equals = row[1].IndexOf('=', StringComparison.Ordinal);
        HashAlgorithmName? algorithm =
            equals < 0
                ? null
                : row[1][..equals] switch
                {
                    "sha256" => HashAlgorithmName.SHA256,
                    "sha384" => HashAlgorithmName.SHA384,
                    "sha512" => HashAlgorithmName.SHA512,
                    _ => null,
                };
        if (algorithm is null)
            return "has no hash of sha256, sha384 or sha512";
        if (Hash(path, algorithm.Value) != row[1][(equals + 1)..])
            return "has another hash";

        // The size may be left out.
        return row[2].Length == 0 || row[2] == new FileInfo(path).Length.ToString(CultureInfo.InvariantCulture)
            ? null
            : $"has another size than {Quoted.Of(row[2])}";
    }

    private static string Hash(string path, HashAlgorithmName algorithm)
    {
        using var content = File.OpenRead(path);
        return Base64Url.EncodeToString(CryptographicOperations.HashData(algorithm, content));
    }

    private static string Field(string text) =>
        text.IndexOfAny([',', '"', '\n', '\r']) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // RFC 4180, as Python's csv module writes it.
    internal static IEnumerable<IReadOnlyList<string>> Rows(string text)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (quoted && character == '"' && at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[++at]);
            else if (character == '"')
                quoted = !quoted;
            else if (!quoted && character == ',')
                Take();
            else if (!quoted && character == '\n')
            {
                Take();
                if (row.Count > 1 || row[0].Length > 0)
                    yield return row;
                row = [];
            }
            else if (quoted || character != '\r')
                field.Append(character);
        }

        if (field.Length > 0 || row.Count > 0)
        {
            Take();
            yield return row;
        }

        void Take()
        {
            row.Add(field.ToString());
            field.Clear();
        }
    }
}
