using Springform.Config;
using Springform.Deploy.Postgresql;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Tests.Deploy;

/// <summary>Source: PostgreSQL's documentation, "The Password File".</summary>
public sealed class PasswordSourceTests
{
    private static readonly PostgresqlConfig Server = new()
    {
        Extension = "tiny",
        User = "app",
        Database = "shop",
    };

    [Theory]
    [InlineData("localhost:5432:shop:app:word", "word")]
    [InlineData("other:5432:shop:app:no\n*:*:*:app:word", "word")]
    [InlineData("# localhost:5432:shop:app:no\nlocalhost:*:shop:app:word\r", "word")]
    [InlineData(@"*:*:*:*:w\:or\\d", @"w:or\d")]
    [InlineData("localhost:5433:shop:app:no", null)]
    [InlineData("localhost:5432:shop:app", null)]
    public void The_first_line_of_pgpass_that_fits_has_the_password(string text, string? password) => PasswordSource.Line(text, Server).ShouldBe(password);

    [Fact]
    public void Host_and_port_are_compared_too() =>
        PasswordSource.Line("localhost:5432:shop:app:no\ndb:6000:shop:app:word", Server with { Host = "db", Port = 6000 }).ShouldBe("word");

    [Fact]
    public void A_file_holds_the_password_in_its_first_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "secret"), "word\n");

        Read(new PasswordConfig { File = "secret" }, folder.Path).ShouldBe("word");
    }

    [Fact]
    public void What_is_missing_is_an_error_and_not_an_empty_password()
    {
        Should
            .Throw<SpringformException>(() => Read(new PasswordConfig { Env = "APP_PASSWORD" }, "/"))
            .Problems.ShouldHaveSingleItem()
            .Code.ShouldBe(ErrorCode.MissingVariable);
        Should
            .Throw<SpringformException>(() => Read(new PasswordConfig { File = "nowhere/secret" }, "/"))
            .Problems.ShouldHaveSingleItem()
            .Code.ShouldBe(ErrorCode.MissingFile);
    }

    private static string? Read(PasswordConfig password, string folder) =>
        PasswordSource.Read(Server with { Password = password }, new ProcessEnvironment(new Dictionary<string, string>()), folder);
}
