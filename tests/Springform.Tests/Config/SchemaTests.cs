using System.Text.Json.Nodes;
using System.Xml.Linq;
using Springform.Config;

namespace Springform.Tests.Config;

public sealed class SchemaTests
{
    private static readonly DocComments Comments = new(XDocument.Load(Path.ChangeExtension(typeof(ProjectConfig).Assembly.Location, "xml")));

    [Fact]
    public void The_schema_that_is_checked_in_is_that_of_the_records() =>
        Golden.MatchesFile(Schema(), Path.Combine(Golden.RepositoryRoot(), SchemaGenerator.FileName));

    [Fact]
    public void Every_key_is_described()
    {
        var undescribed = Records(JsonNode.Parse(Schema())!)
            .SelectMany(record => record["properties"]!.AsObject().Where(property => property.Value!["description"] is null).Select(property => property.Key));

        undescribed.ShouldBeEmpty();
    }

    [Fact]
    public void Types_defaults_and_allowed_values_come_from_the_records()
    {
        var schema = JsonNode.Parse(Schema())!;

        schema["required"]!.ToJsonString().ShouldBe("""["name"]""");
        schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        var package = schema["$defs"]!["PackageConfig"]!["properties"]!;
        package["checksums"]!["items"]!["enum"]!.ToJsonString().ShouldBe("""["md5","sha256"]""");
        package["checksums"]!["default"]!.ToJsonString().ShouldBe("""["sha256"]""");
        package["md5_name"]!["default"]!.GetValue<string>().ShouldBe("{artifact}.md5.txt");
        schema["$defs"]!["TargetConfig"]!["anyOf"]![0]!["enum"]![1]!.GetValue<string>().ShouldBe("linux/arm64");
        schema["$defs"]!["CommandLine"]!["anyOf"]!.AsArray().Count.ShouldBe(2);
    }

    private static string Schema() => new SchemaGenerator(Comments).Generate();

    private static IEnumerable<JsonNode> Records(JsonNode schema) =>
        schema["$defs"]!
            .AsObject()
            .Select(definition => definition.Value!)
            .Append(schema)
            .SelectMany(node => node["anyOf"] is JsonArray forms ? forms.Select(form => form!) : [node])
            .Where(node => node["properties"] is not null);
}
