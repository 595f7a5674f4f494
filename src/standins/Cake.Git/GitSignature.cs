namespace Cake.Git;

public sealed class GitSignature
{
    internal GitSignature(string name, string email, DateTimeOffset when)
    {
        Name = name;
        Email = email;
        When = when;
    }

    public string Email { get; }

    public string Name { get; }

    public DateTimeOffset When { get; }

    public override string ToString() => $"Name: {Name}, Email: {Email}, When: {When}";
}
