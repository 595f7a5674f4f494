using System.Security.Cryptography;
using System.Text;

namespace Springform.Report;

/// <summary>The page's one style sheet, and the policy that lets a browser take this one and nothing else. Source: "Content Security Policy Level 3".</summary>
internal static class PageStyle
{
    private const string Source = """
        :root {
            color-scheme: light dark;
            --ground: #ffffff; --panel: #f6f8fa; --line: #d0d7de; --text: #1f2328; --quiet: #59636e;
            --good: #1a7f37; --bad: #b3202a; --wait: #9a6700; --stopped: #6e7781;
            --good-ground: #dafbe1; --bad-ground: #ffebe9; --wait-ground: #fff8c5;
        }
        @media (prefers-color-scheme: dark) {
            :root {
                --ground: #0d1117; --panel: #161b22; --line: #3d444d; --text: #e6edf3; --quiet: #9198a1;
                --good: #3fb950; --bad: #ff7b72; --wait: #d29922; --stopped: #848d97;
                --good-ground: #12261e; --bad-ground: #2d1517; --wait-ground: #272115;
            }
        }
        * { box-sizing: border-box; }
        body {
            margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--ground); color: var(--text);
            font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; overflow-wrap: anywhere;
        }
        h1 { font-size: 1.5rem; margin: 0.5rem 0; }
        h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1rem; margin: 1rem 0 0.25rem; }
        p { margin: 0.5rem 0; }
        ul, ol { margin: 0; padding: 0; list-style: none; }
        li { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
        li:last-child { border-bottom: 0; }
        code, pre { font-family: ui-monospace, "Liberation Mono", Menlo, Consolas, monospace; font-size: 0.85rem; }
        pre { margin: 0.5rem 0 0; padding: 0.75rem; white-space: pre-wrap; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
        summary { cursor: pointer; padding: 0.25rem 0; }
        .quiet { color: var(--quiet); font-size: 0.9rem; }
        .head { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1rem; }
        .hash { display: block; color: var(--quiet); -webkit-user-select: all; user-select: all; }
        .badge { padding: 0.1rem 0.6rem; border-radius: 1rem; font-size: 0.9rem; font-weight: 600; border: 1px solid; }
        .badge.done { color: var(--good); background: var(--good-ground); }
        .badge.failed { color: var(--bad); background: var(--bad-ground); }
        .badge.cancelled { color: var(--wait); background: var(--wait-ground); }
        .failure { border: 1px solid var(--bad); border-radius: 6px; padding: 0.75rem; margin: 0.75rem 0; background: var(--bad-ground); }
        .failure b, .break b { color: var(--bad); }
        .timeline li { padding: 0.35rem 0; }
        .timeline .leg > div { padding-left: 1rem; }
        .timeline .step > div { padding-left: 2rem; }
        .timeline .task .head span:first-child { font-weight: 600; }
        .bar { display: block; width: 100%; height: 8px; margin: 0.25rem 0; }
        .track { fill: var(--panel); stroke: var(--line); }
        .waits { fill: var(--wait); opacity: 0.5; }
        .done > rect.took { fill: var(--good); }
        .failed > rect.took { fill: var(--bad); }
        .stopped > rect.took { fill: var(--stopped); }
        .scroll { overflow-x: auto; }
        .matrix { display: block; font-size: 13px; }
        .matrix text { fill: var(--text); }
        .matrix .small { fill: var(--quiet); font-size: 12px; }
        .matrix rect { fill: var(--panel); stroke: var(--line); }
        .matrix .ran rect { fill: var(--good-ground); stroke: var(--good); }
        .matrix .not rect { fill: var(--wait-ground); stroke: var(--wait); }
        """;

    public static string Text { get; } = Source.ReplaceLineEndings("\n");

    /// <summary>No script, no request, no form: whatever a name in the page says, a browser does nothing about it.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'; img-src data:; "
        + "base-uri 'none'; form-action 'none'";
}
