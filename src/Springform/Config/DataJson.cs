using System.Text.Encodings.Web;
using System.Text.Json;
using Springform.Errors;

namespace Springform.Config;

/// <summary>What --output=json prints: one indented document with names in snake_case.</summary>
internal static class DataJson
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(object data) => JsonSerializer.Serialize(data, Format);

    /// <summary>The document of a run that failed before it had any other.</summary>
    public static string Of(IReadOnlyList<Problem> problems) =>
        Of(
            new
            {
                Problems = problems.Select(problem => new
                {
                    Code = problem.Code.ToString(),
                    problem.What,
                    problem.Where,
                    problem.Fix,
                    problem.Details,
                }),
            }
        );
}
