namespace Springform.Names;

/// <summary>The grammar of tags of images (OCI distribution specification 1.1, "Pulling manifests").</summary>
internal static class ImageTag
{
    private const int MaxLength = 128;

    public static bool IsTag(string text) =>
        text.Length is > 0 and <= MaxLength && text[0] is not ('.' or '-') && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
