using System.Xml;
using System.Xml.Linq;

namespace Springform.Tests.Report;

/// <summary>A page of Report, read by a strict parser of XML: a name that became markup would spoil it, or show among its elements.</summary>
internal sealed class ReportDocument
{
    private static readonly string[] Elements =
    [
        .. "html head meta link title style body header main section h1 h2 h3 p div span b code pre ul ol li details summary svg rect g text".Split(' '),
    ];

    private static readonly string[] Attributes =
    [
        .. "lang charset http-equiv content name rel href class role aria-label tabindex width height x y rx".Split(' '),
    ];

    private readonly XDocument document;

    public ReportDocument(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, CheckCharacters = true });
        document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    public IEnumerable<string> Headings => document.Descendants("h2").Select(heading => heading.Value);

    /// <summary>What people read.</summary>
    public string Text => string.Concat(document.Descendants("body").Single().DescendantNodes().OfType<XText>().Select(text => text.Value));

    public IEnumerable<XElement> All(string element) => document.Descendants(element);

    /// <summary>It needs nothing but itself: no script, no file, no other page, and only elements and attributes of ours.</summary>
    public void RequireAlone()
    {
        document.Descendants().Select(element => element.Name.LocalName).Distinct().ShouldBeSubsetOf(Elements);
        document.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).Distinct().ShouldBeSubsetOf(Attributes);
        document.Descendants().Attributes("href").Select(link => link.Value).ShouldBe(["data:,"]);
        var style = document.Descendants("style").Single().Value;
        style.ShouldNotContain("url(");
        style.ShouldNotContain("@import");
    }
}
