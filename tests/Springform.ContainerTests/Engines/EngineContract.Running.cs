using System.Text;
using Springform.Engine;
using Springform.Machine;

namespace Springform.ContainerTests.Engines;

public abstract partial class EngineContract
{
    [Fact]
    public async Task A_container_that_somebody_else_started_is_found_asked_and_started_anew()
    {
        var name = $"springform-contract-{Guid.NewGuid():N}";
        await RawAsync("run", "--detach", "--name", name, "--label", $"role={name}", Image, "sh", "-c", "trap exit TERM; touch /started; sleep 600 & wait");
        try
        {
            var found = (await Engine.InspectContainerAsync(name, Cancellation)).ShouldNotBeNull();
            (found.Name, found.IsRunning).ShouldBe((name, true));
            found.ImageId.ShouldBe((await Engine.InspectImageAsync(Image, Cancellation))!.Id);
            (await Engine.FindContainersAsync($"role={name}", Cancellation)).ShouldHaveSingleItem();
            (await Engine.InspectContainerAsync($"{name}-none", Cancellation)).ShouldBeNull();

            var asked = await Engine.ExecAsync(
                new ContainerExec(found.Id, ["sh", "-c", "cat; echo $WORD; id -u; exit 3"])
                {
                    User = "0",
                    Input = (stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes("hello\n"), stop).AsTask(),
                    Secrets = new Dictionary<string, string> { ["WORD"] = "hidden" },
                },
                Cancellation
            );
            (asked.ExitCode, asked.Output).ShouldBe((3, "hello\nhidden\n0\n"));

            (await Engine.ExecAsync(new ContainerExec(found.Id, ["rm", "/started"]), Cancellation)).ExitCode.ShouldBe(0);
            await Engine.RestartContainerAsync(found.Id, Cancellation);
            (await Engine.ExecAsync(new ContainerExec(found.Id, ["sh", "-c", "until [ -e /started ]; do :; done"]), Cancellation)).ExitCode.ShouldBe(0);
        }
        finally
        {
            await RawAsync("rm", "--force", name);
        }
    }

    private async Task RawAsync(params string[] arguments)
    {
        var result = await _under.Processes.CaptureAsync(new ProcessCommand(_under.Info.Executable, arguments), Cancellation);
        result.ExitCode.ShouldBe(0, result.Error);
    }
}
