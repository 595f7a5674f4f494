using Springform.Archives;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Tests.Archives;

/// <summary>The table of formats: what is offered is written, read back, looked into and told to whoever downloads it.</summary>
public sealed class ArchiveFormatsTests
{
    [Fact]
    public void What_springform_yaml_may_ask_for_is_written_read_and_has_a_media_type()
    {
        var offered = ArchiveFormats.All.Where(format => format.Endings.Count > 0 && format.IsOffered).ToList();

        offered.ShouldNotBeEmpty();
        offered.ShouldAllBe(format =>
            format.Write != null && format.Begins != null && format.MediaType != null && (format.Items != null) != (format.Content != null)
        );
    }

    [Fact]
    public void No_two_formats_share_an_ending()
    {
        var endings = ArchiveFormats.All.SelectMany(format => format.Endings).ToList();

        endings.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(endings.Count);
    }

    [Theory]
    [InlineData("a.tar", "tar")]
    [InlineData("a.oci.tar", "oci.tar")]
    [InlineData("a.TGZ", "tar.gz")]
    [InlineData("a.tar.gz", "tar.gz")]
    [InlineData("a.tar.zst", "tar.zst")]
    [InlineData("a.Zip", "zip")]
    [InlineData("a-1-py3-none-any.whl", "wheel")]
    public void A_name_asks_for_its_format_in_upper_and_in_lower_case(string name, string format) => ArchiveFormats.FromFileName(name).Name.ShouldBe(format);

    [Theory]
    [InlineData("a.gz")]
    [InlineData("a.xz")]
    [InlineData("tar")]
    [InlineData("a.tar.bz2")]
    public void A_name_that_asks_for_nothing_that_is_written_is_refused(string name) =>
        Should.Throw<SpringformException>(() => ArchiveFormats.FromFileName(name)).Problems[0].Code.ShouldBe(ErrorCode.InvalidValue);

    [Theory]
    [InlineData("a.tgz", "application/gzip")]
    [InlineData("a.tar.gz", "application/gzip")]
    [InlineData("a.gz", "application/gzip")]
    [InlineData("a.tar.zst", "application/zstd")]
    [InlineData("a.zst", "application/zstd")]
    [InlineData("a.tar.xz", "application/x-xz")]
    [InlineData("a.tar", "application/x-tar")]
    [InlineData("a.ZIP", "application/zip")]
    [InlineData("a.whl", "application/zip")]
    [InlineData("a.json", null)]
    public void A_name_has_the_media_type_of_its_format(string name, string? type) => ArchiveFormats.MediaTypeOf(name).ShouldBe(type);

    [Fact]
    public void The_reference_of_the_configuration_names_each_ending_that_may_be_asked_for() =>
        File.ReadAllText(Path.Combine(Golden.RepositoryRoot(), "springform.schema.json"))
            .ShouldContain($"its ending is the format: {string.Join(", ", ArchiveFormats.OfferedEndings)}.");
}
