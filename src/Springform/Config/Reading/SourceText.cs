using System.Text;
using Springform.Errors;
using Springform.Files;

namespace Springform.Config.Reading;

/// <summary>Turns a file's bytes into text: UTF-8, with or without its byte order mark, no control characters.</summary>
internal static class SourceText
{
    /// <summary>1 MiB: far beyond what a person writes.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// At most one byte more than <see cref="MaxBytes"/>. E105 when there is no such file, or it cannot be read; E312 when that is not permitted.
    /// </summary>
    /// <param name="shown">the name that messages show</param>
    public static byte[] ReadBytes(string path, string shown, string fix)
    {
        if (!File.Exists(path))
        {
            var what = Directory.Exists(path) ? $"{shown} is a folder, not a file" : $"there is no {shown}";
            throw new SpringformException(new Problem(ErrorCode.MissingFile, what, path, fix));
        }

        try
        {
            using var stream = PlainFile.OpenRead(path);
            var bytes = new byte[MaxBytes + 1];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (UnauthorizedAccessException error)
        {
            throw SystemFault.Explain(error, path)!;
        }
        catch (IOException error)
        {
            throw new SpringformException(
                new Problem(ErrorCode.MissingFile, $"{shown} cannot be read: {error.Message}", path, "check the disk and the file system"),
                error
            );
        }
    }

    /// <summary>Null when the bytes are refused; the reason is then among the problems.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        var start = new SourcePosition(1, 1);
        if (bytes.Length > MaxBytes)
        {
            problems.Add(ErrorCode.YamlSyntax, start, "the file is larger than 1 MiB", "is this the right file? springform.yaml is written by hand");
            return null;
        }

        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[3..];
        }

        try
        {
            var text = Strict.GetString(bytes);
            return HasControlCharacter(text, problems) ? null : text;
        }
        catch (DecoderFallbackException error)
        {
            var line = 1 + bytes[..Math.Clamp(error.Index, 0, bytes.Length)].Count((byte)'\n');
            problems.Add(ErrorCode.YamlSyntax, new SourcePosition(line, 1), "the file is not UTF-8 text", "save it as UTF-8");
            return null;
        }
    }

    // YamlDotNet takes a NUL for the end of the file and would drop what follows.
    private static bool HasControlCharacter(string text, ProblemList problems)
    {
        var index = text.AsSpan().IndexOfAny(Controls);
        if (index < 0)
        {
            return false;
        }

        var line = 1 + text.AsSpan(0, index).Count('\n');
        var column = index - text.LastIndexOf('\n', index);
        problems.Add(
            ErrorCode.YamlSyntax,
            new SourcePosition(line, column),
            $"there is a control character here, U+{(int)text[index]:X4}",
            "remove it; inside double quotes write an escape such as \"\\e\""
        );
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> Controls = System.Buffers.SearchValues.Create([
        .. Enumerable
            .Range(0, 0xA0)
            .Select(code => (char)code)
            .Where(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r' or '\u0085')),
        '\uFFFE',
        '\uFFFF',
    ]);
}
