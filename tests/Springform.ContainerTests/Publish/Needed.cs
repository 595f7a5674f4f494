namespace Springform.ContainerTests.Publish;

/// <summary>Programs that a test needs from the machine: missing, it is skipped; where CI is set it fails.</summary>
internal static class Needed
{
    public static void Programs(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        foreach (var name in names.Where(name => !folders.Any(folder => File.Exists(Path.Combine(folder, name)))))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"{name} is not installed");
            Assert.Fail($"{name} is not installed");
        }
    }
}
