using System.Text.Encodings.Web;
using System.Text.Unicode;
using Springform.Ci;

namespace Springform.Report;

/// <summary>Somebody else's text in a page of ours, as text or in a quoted attribute: it is no markup, script or control character there.</summary>
internal static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Also well-formed XML, which has no U+FFFE and U+FFFF.</summary>
    public static string Of(string text) => Encoder.Encode(ShownText.Of(text, colours: false).Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD'));

    /// <param name="content">markup already</param>
    public static string Element(string name, string content, string? classes = null) =>
        classes is null ? $"<{name}>{content}</{name}>" : $"<{name} class=\"{classes}\">{content}</{name}>";

    /// <summary>A line with something at its left and something at its right edge.</summary>
    /// <param name="left">markup already</param>
    /// <param name="right">text</param>
    public static string Head(string left, string right) => Element("div", $"<span>{left}</span><span class=\"quiet\">{Of(right)}</span>", "head");

    /// <summary>A line of words in a quieter colour; nothing where there are none.</summary>
    public static string Quiet(IEnumerable<string?> words) =>
        string.Join(", ", words.OfType<string>()) is { Length: > 0 } text ? Element("div", Of(text), "quiet") : "";

    /// <param name="content">markup already; none: no section</param>
    public static string Section(string title, string content) => content.Length == 0 ? "" : $"<section>\n<h2>{Of(title)}</h2>\n{content}\n</section>\n";

    /// <param name="items">markup already</param>
    public static string List(IEnumerable<string> items, string classes = "plain") =>
        string.Join('\n', items.Select(item => $"<li>{item}</li>")) is { Length: > 0 } all ? $"<ul class=\"{classes}\">\n{all}\n</ul>" : "";
}
