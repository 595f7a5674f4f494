using Springform.ContainerTests.EndToEnd;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Deploy;

/// <summary>A container that is deployed into, as its owner sees it.</summary>
internal sealed class DeployServer(Workshop workshop, DeployWorkshop deploys, string name)
{
    private const string Libraries = "/usr/lib/postgresql/17/lib";
    private const string Extensions = "/usr/share/postgresql/17/extension";

    public string Name => name;

    public CliResult Deploy(params string[] words) => deploys.Project.Run(["--target=Deploy", $"--container={name}", .. words]);

    public Task<string[]> ExecAsync(params string[] command) => workshop.DockerAsync(["exec", name, .. command]);

    public async Task<string> AskAsync(string statement) =>
        string.Join('\n', await ExecAsync("psql", "-X", "-q", "-A", "-t", "-U", "postgres", "-c", statement));

    public Task KillAsync() => workshop.DockerAsync("kill", name);

    /// <summary>What an owner of a server does who cannot mount images: its files go where the server looks for them.</summary>
    public async Task TakeImageAsync(string reference, string folder)
    {
        Directory.CreateDirectory(folder);
        await workshop.DockerAsync("pull", "--quiet", reference);
        var made = (await workshop.DockerAsync("create", reference, "/none"))[0];
        try
        {
            foreach (var (from, to) in new[] { ("lib", Libraries), ("share/extension", Extensions) })
            {
                await workshop.DockerAsync("cp", $"{made}:/{from}", Path.Combine(folder, Path.GetFileName(from)));
                await workshop.DockerAsync("cp", $"{Path.Combine(folder, Path.GetFileName(from))}/.", $"{name}:{to}");
            }
        }
        finally
        {
            await workshop.DockerAsync("rm", made);
            await workshop.DockerAsync("image", "rm", reference);
        }
    }

    /// <summary>A volume, as a container of a command has it.</summary>
    public Task InVolumeAsync(string volume, string script) => deploys.InVolumeAsync(volume, script);

    public Task StartAsync() => workshop.DockerAsync("start", name);

    /// <summary>A session that stays; the server's end would be its end.</summary>
    public async Task<string> OpenSessionAsync()
    {
        await workshop.DockerAsync("exec", "--detach", name, "psql", "-U", "postgres", "-c", "SELECT pg_sleep(3600)");
        string pid;
        do pid = await SessionsAsync();
        while (pid.Length == 0);
        return pid;
    }

    public Task<string> SessionsAsync() => AskAsync("SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'");

    /// <summary>Names, digests and inodes of all that was deployed, and whatever a deploy could have left anywhere.</summary>
    public async Task<string> FilesAsync() =>
        string.Join(
            '\n',
            await ExecAsync(
                "sh",
                "-c",
                $"for f in {Libraries}/tiny* {Extensions}/tiny*; do if [ -e \"$f\" ]; then echo \"$(sha256sum <\"$f\") "
                    + "$(stat -c '%i %a %u:%g' \"$f\") $f\"; fi; done; find / -xdev \\( -name '.springform-*' -o -name 'springform-*' \\) -print"
            )
        );

    /// <summary>pg_isready itself waits for an answer; the server is asked again until it has one.</summary>
    public Task WaitAsync() => ExecAsync("sh", "-c", "until pg_isready -q; do [ -e /proc/1 ] || exit 1; done");
}
