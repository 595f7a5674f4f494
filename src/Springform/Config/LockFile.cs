using System.Text;
using System.Text.RegularExpressions;
using Springform.Config.Reading;
using Springform.Errors;
using Springform.Files;
using Springform.Names;

namespace Springform.Config;

/// <summary>
/// springform.lock: base images and the digests that they are pinned to. Written by UpdatePins alone, read strictly:
/// E101 and E103 with line and column, all at once.
/// <code>
/// images:
///   "debian:bookworm": sha256:...        # the index
///   "example:1":
///     linux/amd64: sha256:...            # or one manifest for each platform
/// </code>
/// </summary>
/// <param name="Images">image as springform.yaml spells it, to its digests</param>
internal sealed partial record LockFile(IReadOnlyDictionary<string, LockedImage> Images)
{
    public const string FileName = "springform.lock";

    private const string Header = "# Digests of base images, written by --target=UpdatePins. Commit this file.\n";
    private const string Mend = "run --target=UpdatePins to write the file anew, or restore it from git";

    /// <summary>Nothing pinned: there is no lock file.</summary>
    public static LockFile Empty { get; } = new(new Dictionary<string, LockedImage>());

    /// <summary><see cref="Empty"/> when there is no such file.</summary>
    public static LockFile Read(string path) =>
        Path.Exists(path) ? Parse(SourceText.ReadBytes(path, Path.GetFileName(path), Mend), Path.GetFileName(path)) : Empty;

    /// <param name="file">the name that messages show</param>
    public static LockFile Parse(ReadOnlySpan<byte> bytes, string file)
    {
        var problems = new ProblemList(file);
        var text = SourceText.Decode(bytes, problems);
        var root = text is null ? null : YamlTree.Read(text, problems, Mend);
        var images = new Dictionary<string, LockedImage>(StringComparer.Ordinal);
        foreach (var entry in root is null ? [] : Entries(root, problems))
        {
            images[entry.Key.Text] = Image(entry, problems);
        }

        problems.ThrowIfAny();
        return new LockFile(images);
    }

    /// <summary>The file's text: sorted, the same for the same pins.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Header).Append(Images.Count == 0 ? "images: {}\n" : "images:\n");
        foreach (var (name, image) in Images.OrderBy(image => image.Key, StringComparer.Ordinal))
        {
            text.Append($"  \"{name}\":{(image.Digest is { } digest ? " " + digest : "")}\n");
            foreach (var (platform, manifest) in image.Platforms.OrderBy(platform => platform.Key, StringComparer.Ordinal))
            {
                text.Append($"    {platform}: {manifest}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Writes beside the file and renames onto it: a reader sees the old pins or the new ones.</summary>
    public void Write(string path)
    {
        AtomicFile.Write(
            path,
            file =>
            {
                file.Write(Encoding.UTF8.GetBytes(ToText()));
                return true;
            }
        );
    }

    private static IReadOnlyList<YamlEntry> Entries(YamlNode root, ProblemList problems)
    {
        if (root is YamlMap { Entries: [{ Key.Text: "images", Value: YamlMap images }] })
        {
            return images.Entries;
        }

        problems.Add(ErrorCode.InvalidValue, root.At, "the file should hold one map, images, and nothing else", Mend);
        return [];
    }

    private static LockedImage Image(YamlEntry entry, ProblemList problems)
    {
        if (entry.Value is not YamlMap map)
        {
            return new LockedImage { Digest = Digest(entry, problems) };
        }

        var platforms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var platform in map.Entries)
        {
            if (Platform.Find(platform.Key.Text) is not { IsLinux: true })
            {
                problems.Add(
                    ErrorCode.InvalidValue,
                    platform.Key.At,
                    $"{Quoted.Of(platform.Key.Text)} is not a platform that images have",
                    Platform.Hint(platform.Key.Text, Platform.OfContainers)
                );
            }

            platforms[platform.Key.Text] = Digest(platform, problems);
        }

        return new LockedImage { Platforms = platforms };
    }

    private static string Digest(YamlEntry entry, ProblemList problems)
    {
        if (entry.Value is YamlText text && DigestPattern().IsMatch(text.Text))
        {
            return text.Text;
        }

        problems.Add(ErrorCode.InvalidValue, entry.Value.At, $"{Quoted.Of(entry.Key.Text)} has no digest of the form sha256: and 64 hexadecimal digits", Mend);
        return "";
    }

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestPattern();
}

/// <summary>The registry digests of one base image: of its index, or of each platform's manifest; never both.</summary>
internal sealed record LockedImage
{
    /// <summary>sha256:... of the index (or of the one manifest), good for every platform.</summary>
    public string? Digest { get; init; }

    /// <summary>Docker's platform name to sha256:...</summary>
    public IReadOnlyDictionary<string, string> Platforms { get; init; } = new Dictionary<string, string>();

    /// <summary>Null when the platform is not pinned.</summary>
    public string? DigestOf(Platform platform) => Digest ?? Platforms.GetValueOrDefault(platform.Docker);
}
