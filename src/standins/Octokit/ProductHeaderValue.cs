namespace Octokit;

/// <summary>The program's name and version for the User-Agent header; GitHub refuses requests without one.</summary>
public class ProductHeaderValue
{
    public ProductHeaderValue(string name)
        : this(name, null)
    {
    }

    public ProductHeaderValue(string name, string version)
    {
        Name = name;
        Version = version;
    }

    public string Name { get; }

    public string Version { get; }

    public override string ToString() => new System.Net.Http.Headers.ProductHeaderValue(Name, Version).ToString();
}
