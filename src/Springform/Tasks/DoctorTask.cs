using Cake.Frosting;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Engine.Health;
using Springform.Errors;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Examines the machine: engine, emulation, disk, git, clock, proxies. Works beside a broken springform.yaml. E311 when something must be mended.
/// </summary>
[TaskName("Doctor")]
[TaskDescription("Checks engine, emulation, disk, git, clock and proxies; a remedy per line")]
public sealed class DoctorTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var doctor = new Doctor(context.Locator, context.Processes, context.Run.Clock, context.Folders.Root);
        List<DoctorRow> rows = [.. await doctor.ExamineAsync(context.Machine.Needs(), context.Cancellation)];
        if (await context.Machine.RefusalAsync(context.Cancellation) is { } refusal)
        {
            rows.Add(new DoctorRow("patchelf", DoctorStatus.Warn, refusal.What, refusal.Fix));
        }

        IReadOnlyList<string> lines =
            context.Options.Output == OutputFormat.Json
                ?
                [
                    DataJson.Of(
                        new
                        {
                            Checks = rows.Select(row => new
                            {
                                row.Check,
                                Status = row.Status.ToString().ToLowerInvariant(),
                                row.Found,
                                row.Remedy,
                            }),
                        }
                    ),
                ]
                : new DoctorTable(context.Terminal.Width).Render(rows);
        foreach (var line in lines)
        {
            context.Terminal.Data(line);
        }

        var failed = rows.Where(row => row.Status == DoctorStatus.Fail).ToList();
        if (failed.Count > 0)
        {
            throw new SpringformException([.. failed.Select(row => new Problem(ErrorCode.Unhealthy, $"{row.Check}: {row.Found}", "this machine", row.Remedy))]);
        }
    }
}
