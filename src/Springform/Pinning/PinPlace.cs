using System.Text;
using System.Text.RegularExpressions;
using Springform.Config;
using Springform.Errors;
using Springform.Files;

namespace Springform.Pinning;

/// <summary>One place of a pin: finds its value in a file, and puts another there. All other bytes of the file stay.</summary>
internal sealed partial class PinPlace(string root, string pin, PinPlaceConfig config)
{
    private const string Value = @"([A-Za-z0-9][A-Za-z0-9._+:@/~-]*)";

    // Byte for byte, whatever the file's encoding is.
    private static readonly Encoding Bytes = Encoding.Latin1;

    private readonly Regex pattern = new(
        string.Join(Value, config.Text.Split('*').Select(part => Regex.Escape(Bytes.GetString(Encoding.UTF8.GetBytes(part))))),
        RegexOptions.CultureInvariant
    );

    public string FullPath => Path.Combine(root, config.File);

    /// <summary>Whether it could be written into a file.</summary>
    public static bool IsValue(string value) => WholeValue().IsMatch(value);

    /// <exception cref="SpringformException">E541 the text is not in the file, or more than once</exception>
    public PinnedValue Find()
    {
        var text = Read();
        var match = Only(text);
        return new PinnedValue(pin, config.File, text.AsSpan(0, match.Index).Count('\n') + 1, match.Groups[1].Value);
    }

    /// <returns>the file's new bytes</returns>
    public byte[] With(string value)
    {
        var text = Read();
        var found = Only(text).Groups[1];
        return Bytes.GetBytes(string.Concat(text.AsSpan(0, found.Index), value, text.AsSpan(found.Index + found.Length)));
    }

    private string Read() => Bytes.GetString(PlainFile.ReadAllBytes(FullPath));

    private Match Only(string text)
    {
        var matches = pattern.Matches(text);
        return matches.Count == 1
            ? matches[0]
            : throw new SpringformException(
                new Problem(
                    ErrorCode.PinNotFound,
                    $"{Quoted.Of(config.Text)} of the pin {pin} is in {config.File} {(matches.Count == 0 ? "nowhere" : $"{matches.Count} times")}",
                    $"{config.File}, pins.{pin}",
                    matches.Count == 0 ? "correct the text in springform.yaml, or the file" : "add to the text what stands before or behind it in the file"
                )
            );
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._+:@/~-]{0,255}\z")]
    private static partial Regex WholeValue();
}
