using System.Text;
using System.Text.Json;
using Springform.Machine;

namespace Springform.Tests.Engine;

public sealed class SecretsTests
{
    private const string Awkward = "p/q+r s~\"ü<'&\\%!*(end)";

    public static TheoryData<string> Encoded() =>
        [
            Awkward,
            Uri.EscapeDataString(Awkward),
            Uri.EscapeDataString(Awkward).Replace("%2F", "/", StringComparison.Ordinal), // Python's quote
            System
                .Net.WebUtility.UrlEncode(Awkward)
                .Replace("!", "%21", StringComparison.Ordinal)
                .Replace("(", "%28", StringComparison.Ordinal)
                .Replace(")", "%29", StringComparison.Ordinal), // a form
            "p%2fq%2br+s%7e%22%c3%bc%3c%27%26%5c%25%21*%28end%29",
            "p%2Fq%2Br%20s~%22%C3%BC%3C'%26%5C%25!*(end)", // encodeURIComponent
            JsonSerializer.Serialize(Awkward).Trim('"'),
            "p/q+r s~\\\"ü<'&\\\\%!*(end)", // JSON.stringify
            "p\\/q+r s~\\\"\\u00fc<'&\\\\%!*(end)", // PHP
            "p/q+r s~\\\"ü\\u003c'\\u0026\\\\%!*(end)", // Go
            "p/q+r s~\"ü<'\\''&\\%!*(end)", // sh -x
        ];

    [Theory]
    [MemberData(nameof(Encoded))]
    public void A_value_is_masked_however_a_program_escapes_it(string encoded) => new Secrets([Awkward]).Masked($"<{encoded}>").ShouldBe("<***>");

    [Theory]
    [InlineData("t0ken")]
    [InlineData("abcd")]
    [InlineData("~~~???>>>ÿÿÿ")]
    [InlineData("a rather long secret, as a key of a service account is, with all its words and more than one line of base64 at 76 columns")]
    public void In_base64_no_character_with_a_bit_of_it_is_shown_wherever_it_begins(string secret)
    {
        for (var before = 0; before < 6; before++)
        {
            for (var after = 0; after < 3; after++)
            {
                var octets = Encoding.UTF8.GetBytes($"{"user:x"[..before]}{secret}{"end"[..after]}");
                var standard = Convert.ToBase64String(octets);
                foreach (var encoded in new[] { standard, standard.TrimEnd('='), standard.Replace('+', '-').Replace('/', '_') })
                {
                    var shown = new Secrets([secret]).Masked($"Basic {encoded}.");
                    shown.ShouldBe($"Basic {standard[..(8 * before / 6)]}***{encoded[(((8 * (before + Encoding.UTF8.GetByteCount(secret))) + 5) / 6)..]}.");
                }
            }
        }
    }

    [Theory]
    [InlineData(76)]
    [InlineData(64)]
    public void Base64_in_lines_is_masked_line_by_line(int width)
    {
        var secret = string.Concat(Enumerable.Range(0, 60).Select(number => $"{number},"));
        var lines = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret + "\n")).Chunk(width).Select(line => new string(line));

        lines.Select(new Secrets([secret]).Masked).ShouldAllBe(line => line.TrimEnd('=') == "***");
    }

    [Fact]
    public void Of_a_secret_with_line_breaks_each_line_is_masked_and_the_whole_in_json()
    {
        var secrets = new Secrets(["-----BEGIN KEY-----\r\n  MIIEvQ\n}\nlast line\n"]);

        secrets.Masked("x MIIEvQ y").ShouldBe("x *** y");
        secrets.Masked("}").ShouldBe("}");
        secrets.Masked("\"-----BEGIN KEY-----\\r\\n  MIIEvQ\\n}\\nlast line\\n\"").ShouldBe("\"***\"");
    }

    [Fact]
    public void Secrets_that_overlap_leave_no_rest() => new Secrets(["abcdef", "defghi", "abcd"]).Masked("-abcdefghi-abcdabcd-").ShouldBe("-***-******-");

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("abc")]
    [InlineData("\n\n")]
    public void What_is_shorter_than_4_characters_is_not_looked_for(string secret) => new Secrets([secret]).Masked("a abc YWJj ").ShouldBe("a abc YWJj ");

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task No_piece_of_a_long_line_ends_within_a_secret(int chunk)
    {
        var secrets = new Secrets(["SeCrEt-0123456789abcdef", "aaaa"]);
        for (var place = LineReader.MaximumLength - 100; place <= LineReader.MaximumLength + 2; place += chunk == 1 ? 51 : 1)
        {
            var text = $"{new string('x', place)}SeCrEt-0123456789abcdef{new string('y', LineReader.MaximumLength)}SeCrEt-0123456789abcdef\nend";
            var pieces = await PiecesAsync(text, secrets, chunk);

            string.Concat(pieces).ShouldBe(text.Replace("\n", "", StringComparison.Ordinal));
            pieces.Count.ShouldBeGreaterThan(2);
            string.Concat(pieces.Select(secrets.Masked)).ShouldBe($"{new string('x', place)}***{new string('y', LineReader.MaximumLength)}***end");
        }
    }

    [Fact]
    public async Task A_line_of_nothing_but_a_secret_is_cut_at_last()
    {
        var pieces = await PiecesAsync(new string('a', 3 << 20), new Secrets(["aaaa"]), 1 << 16);

        pieces.Sum(piece => piece.Length).ShouldBe(3 << 20);
        pieces.Count.ShouldBeGreaterThan(1);
    }

    private static async Task<List<string>> PiecesAsync(string text, Secrets secrets, int chunk)
    {
        var pieces = new List<string>();
        await LineReader.ReadAsync(new Chunks(Encoding.UTF8.GetBytes(text), chunk), pieces.Add, secrets, TestContext.Current.CancellationToken);
        return pieces;
    }

    /// <summary>A pipe that gives so many bytes at a time.</summary>
    private sealed class Chunks(byte[] content, int size) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
