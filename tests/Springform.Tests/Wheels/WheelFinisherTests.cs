using System.Text;
using Springform.Errors;

namespace Springform.Tests.Wheels;

/// <summary>The wheel that a backend left becomes the planned one, or is refused with the reason.</summary>
public sealed class WheelFinisherTests
{
    [Fact]
    public async Task The_policys_tag_is_written_into_the_wheel_and_RECORD_fits_again()
    {
        using var wheel = new SampleWheel();

        var entries = await wheel.FinishAsync();

        SampleWheel.Text(entries, "WHEEL").ShouldBe("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: cp311-cp311-manylinux_2_36_x86_64\n");
        var record = SampleWheel.Text(entries, "RECORD");
        record.ShouldContain(SampleWheel.Line("demo_nvx-1.4.0.dist-info/WHEEL", Encoding.UTF8.GetBytes(SampleWheel.Text(entries, "WHEEL"))));
        record.ShouldEndWith("demo_nvx-1.4.0.dist-info/RECORD,,\n");
        record.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(entries.Count);
    }

    [Fact]
    public async Task A_wheel_of_Python_alone_is_refused_where_an_extension_was_asked_for()
    {
        using var wheel = new SampleWheel { Name = "demo_nvx-1.4.0-py3-none-any.whl" };
        wheel.Files.Remove("demo/_nvx.cpython-311-x86_64-linux-gnu.so");

        var problem = await wheel.ProblemAsync();

        (problem.Code, problem.Code.ExitCode).ShouldBe((ErrorCode.NotNative, ExitCode.StepFailed));
        problem.What.ShouldBe("the commands made a wheel of Python alone, demo_nvx-1.4.0-py3-none-any.whl, but demo._nvx was asked for");
    }

    [Fact]
    public async Task An_extension_that_fell_back_to_Python_inside_a_platform_wheel_is_found()
    {
        using var wheel = new SampleWheel();
        wheel.Files.Remove("demo/_nvx.cpython-311-x86_64-linux-gnu.so");
        wheel.Files["demo/_nvx.py"] = "# slow\n"u8.ToArray();

        var problem = await wheel.ProblemAsync();

        problem.Code.ShouldBe(ErrorCode.NotNative);
        problem.What.ShouldBe("the extension demo._nvx was asked for, but the wheel only has demo/_nvx.py");
    }

    [Fact]
    public async Task An_extension_for_another_processor_is_refused()
    {
        using var wheel = new SampleWheel();
        wheel.Files["demo/_nvx.cpython-311-x86_64-linux-gnu.so"] = SampleWheel.Elf(183);

        (await wheel.ProblemAsync()).What.ShouldContain("is for aarch64 instead of x86_64");
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_RECORD_is_named_at_once()
    {
        using var wheel = new SampleWheel();
        wheel.Record = wheel
            .TrueRecord()
            .Replace("demo/__init__.py,sha256=", "demo/__init__.py,sha256=A", StringComparison.Ordinal)
            .Replace(SampleWheel.Line("demo/_nvx.cpython-311-x86_64-linux-gnu.so", SampleWheel.Elf(62)), "demo/gone.py,sha256=A,1\n", StringComparison.Ordinal);

        var problem = await wheel.ProblemAsync();

        (problem.Code, problem.Code.ExitCode).ShouldBe((ErrorCode.WrongRecord, ExitCode.Verification));
        problem.What.ShouldBe(
            "RECORD does not say what is in the wheel: 'demo/__init__.py' has another hash; 'demo/gone.py' is not in the wheel; "
                + "'demo/_nvx.cpython-311-x86_64-linux-gnu.so' is not listed"
        );
    }

    [Theory]
    [InlineData(62, 1, 1, "x32")]
    [InlineData(183, 2, 2, "aarch64_be")]
    [InlineData(3, 1, 1, "i686")]
    public async Task An_extension_of_another_size_or_byte_order_is_for_another_machine(byte machine, byte size, byte order, string name)
    {
        using var wheel = new SampleWheel();
        var elf = SampleWheel.Elf(machine);
        (elf[4], elf[5]) = (size, order);
        (elf[18], elf[19]) = order == 2 ? ((byte)0, machine) : (machine, (byte)0);
        wheel.Files["demo/_nvx.cpython-311-x86_64-linux-gnu.so"] = elf;

        (await wheel.ProblemAsync()).What.ShouldContain($"is for {name} instead of x86_64");
    }

    [Theory]
    [InlineData("demo/__init__.py,,\n", "has no hash of sha256, sha384 or sha512")]
    [InlineData("demo/__init__.py,md5=x,22\n", "has no hash of sha256, sha384 or sha512")]
    [InlineData("demo/__init__.py\n", "a line has 1 fields instead of 3")]
    public async Task A_line_of_RECORD_without_a_good_hash_is_refused(string line, string reason)
    {
        using var wheel = new SampleWheel();
        wheel.Record = line + wheel.TrueRecord()[wheel.TrueRecord().IndexOf('\n', StringComparison.Ordinal)..].TrimStart('\n');

        (await wheel.ProblemAsync()).What.ShouldContain(reason);
    }

    [Fact]
    public async Task Names_with_commas_and_quotes_are_read_as_Pythons_csv_writes_them()
    {
        using var wheel = new SampleWheel();
        wheel.Files["demo/a,\"b\".txt"] = "x"u8.ToArray();
        wheel.Record = wheel.TrueRecord().Replace("demo/a,\"b\".txt", "\"demo/a,\"\"b\"\".txt\"", StringComparison.Ordinal);

        SampleWheel.Text(await wheel.FinishAsync(), "RECORD").ShouldContain("\"demo/a,\"\"b\"\".txt\",sha256=");
    }

    [Theory]
    [InlineData("demo_nvx-1.4.1-cp311-cp311-linux_x86_64.whl")]
    [InlineData("demo_nvx-1.4.0-cp312-cp312-linux_x86_64.whl")]
    [InlineData("demo_nvx-1.4.0-cp311-cp311-linux_aarch64.whl")]
    [InlineData("demo_nvx-1.4.0-cp311-cp311-manylinux_2_17_x86_64.whl")]
    [InlineData("other-1.4.0-cp311-cp311-linux_x86_64.whl")]
    public async Task Another_wheel_than_the_planned_one_is_refused(string name)
    {
        using var wheel = new SampleWheel { Name = name };

        var problem = await wheel.ProblemAsync();

        problem.Code.ShouldBe(ErrorCode.WrongWheel);
        problem.What.ShouldBe("the wheel is not the planned one: demo_nvx-1.4.0-cp311-cp311-manylinux_2_36_x86_64.whl was planned");
    }

    [Fact]
    public async Task A_version_inside_that_differs_from_the_name_is_refused()
    {
        using var wheel = new SampleWheel();
        wheel.Files["demo_nvx-1.4.0.dist-info/METADATA"] = "Name: demo-nvx\nVersion: 1.3.9\n"u8.ToArray();

        (await wheel.ProblemAsync()).What.ShouldBe("the wheel is not the planned one: its Version is '1.3.9', but '1.4.0' was planned");
    }

    [Fact]
    public async Task A_native_wheel_that_calls_itself_pure_is_refused()
    {
        using var wheel = new SampleWheel();
        wheel.Files["demo_nvx-1.4.0.dist-info/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: cp311-cp311-linux_x86_64\n"u8.ToArray();

        (await wheel.ProblemAsync()).What.ShouldContain("Root-Is-Purelib: true");
    }

    [Theory]
    [InlineData("Demo_NVX-1.4.0", "Demo_NVX-1.4.0")]
    [InlineData("demo.nvx-1.4.0", "demo.nvx-1.4.0")]
    [InlineData("Demo-NVX-1.4.0", "Demo-NVX-1.4.0")]
    [InlineData("demo-_.nvx-1.4.0", "demo.nvx-1.4.0")]
    [InlineData("demo_nvx-1.4.0", "Demo.NVX-1.4.0")]
    public async Task Folders_that_a_backend_spelled_in_its_own_way_get_the_names_that_an_index_looks_for(string info, string data)
    {
        using var wheel = new SampleWheel();
        foreach (var (name, content) in wheel.Files.ToList())
        {
            wheel.Files.Remove(name);
            wheel.Files[name.Replace("demo_nvx-1.4.0.dist-info/", $"{info}.dist-info/", StringComparison.Ordinal)] = content;
        }

        wheel.Files[$"{data}.data/scripts/tool"] = "#!python\n"u8.ToArray();
        wheel.Record = wheel.TrueRecord().Replace("demo_nvx-1.4.0.dist-info/RECORD", $"{info}.dist-info/RECORD", StringComparison.Ordinal);
        wheel.RecordPath = $"{info}.dist-info/RECORD";

        var entries = await wheel.FinishAsync();

        entries
            .Select(entry => entry.Path)
            .Where(path => path.Contains('-', StringComparison.Ordinal) && path.Contains("1.4.0", StringComparison.Ordinal))
            .ShouldAllBe(path => path.StartsWith("demo_nvx-1.4.0.", StringComparison.Ordinal));
        SampleWheel.Text(entries, "RECORD").ShouldContain("demo_nvx-1.4.0.data/scripts/tool,sha256=");
        File.GetUnixFileMode(entries.Single(entry => entry.Path == "demo_nvx-1.4.0.data/scripts/tool").HostPath!)
            .HasFlag(UnixFileMode.OtherExecute)
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData("demo_nvx-1.4.dist-info/")]
    [InlineData("demonvx-1.4.0.dist-info/")]
    [InlineData("1.4.0.dist-info/")]
    [InlineData("demo_nvx_1.4.0.dist-info/")]
    public async Task A_folder_of_another_name_or_version_is_refused(string info)
    {
        using var wheel = new SampleWheel { RecordPath = info + "RECORD" };
        foreach (var (name, content) in wheel.Files.ToList())
        {
            wheel.Files.Remove(name);
            wheel.Files[name.Replace("demo_nvx-1.4.0.dist-info/", info, StringComparison.Ordinal)] = content;
        }

        wheel.Record = wheel.TrueRecord().Replace("demo_nvx-1.4.0.dist-info/RECORD", info + "RECORD", StringComparison.Ordinal);

        (await wheel.ProblemAsync()).What.ShouldBe($"the wheel is not the planned one: its folder is '{info}', but 'demo_nvx-1.4.0.dist-info/' was planned");
    }

    [Fact]
    public async Task Two_data_folders_are_refused()
    {
        using var wheel = new SampleWheel();
        wheel.Files["demo_nvx-1.4.0.data/scripts/a"] = "#!python\n"u8.ToArray();
        wheel.Files["demo.nvx-1.4.0.data/scripts/b"] = "#!python\n"u8.ToArray();

        (await wheel.ProblemAsync()).What.ShouldBe(
            "the wheel is not the planned one: it has 2 .data folders instead of one: demo.nvx-1.4.0.data, demo_nvx-1.4.0.data"
        );
    }
}
