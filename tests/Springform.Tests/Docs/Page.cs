using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Springform.Tests.Docs;

/// <summary>A Markdown page of the repository, read as GitHub reads it.</summary>
internal sealed class Page
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private readonly MarkdownDocument tree;

    /// <param name="path">relative to the repository, with / between names</param>
    public Page(string path)
    {
        Path = path;
        tree = Markdown.Parse(File.ReadAllText(System.IO.Path.Combine(Golden.RepositoryRoot(), path)).ReplaceLineEndings("\n"), Pipeline);
    }

    public string Path { get; }

    /// <summary>As they are written, also those to other sites.</summary>
    public IEnumerable<string> Links => tree.Descendants<LinkInline>().Select(link => link.Url ?? "");

    /// <summary>What may follow # in a link to this page.</summary>
    public IReadOnlySet<string> Anchors =>
        tree.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "").ToHashSet(StringComparer.Ordinal);

    /// <summary>Code within sentences and tables.</summary>
    public IEnumerable<string> Spans => tree.Descendants<CodeInline>().Select(code => code.Content);

    /// <summary>Code blocks with their language; empty for one that is only indented.</summary>
    public IEnumerable<(string Language, string Text)> Blocks =>
        tree.Descendants<CodeBlock>().Select(block => ((block as FencedCodeBlock)?.Info ?? "", block.Lines.ToString()));

    /// <summary>The files of a project that the page shows: a path on a line of its own, and the block below it.</summary>
    public IReadOnlyList<(string Path, string Text)> Files =>
        [
            .. from pair in tree.Zip(tree.Skip(1))
            where pair.Second is FencedCodeBlock
            let name = (pair.First as ParagraphBlock)?.Inline
            where name?.FirstChild is CodeInline && name.FirstChild == name.LastChild
            select (((CodeInline)name!.FirstChild!).Content, ((CodeBlock)pair.Second).Lines + "\n"),
        ];

    /// <summary>All of them, but for those that tests or builds write.</summary>
    public static IReadOnlyList<string> Paths() => SourceFiles.Named("*.md");
}
