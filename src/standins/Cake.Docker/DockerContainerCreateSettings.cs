namespace Cake.Docker;

/// <summary>Options of <c>docker create</c>. null: not given.</summary>
public sealed class DockerContainerCreateSettings : AutoToolSettings
{
    public string[] AddHost { get; set; } = null!;

    public string[] Attach { get; set; } = null!;

    public ulong? BlkioWeightDevice { get; set; }

    public string[] CapAdd { get; set; } = null!;

    public string[] CapDrop { get; set; } = null!;

    public string CgroupParent { get; set; } = null!;

    public string Cidfile { get; set; } = null!;

    public long? CpuCount { get; set; }

    public long? CpuPercent { get; set; }

    public long? CpuPeriod { get; set; }

    public long? CpuQuota { get; set; }

    public long? CpuRtPeriod { get; set; }

    public long? CpuRtRuntime { get; set; }

    public ulong? Cpus { get; set; }

    public string CpusetCpus { get; set; } = null!;

    public string CpusetMems { get; set; } = null!;

    public long? CpuShares { get; set; }

    public string[] Device { get; set; } = null!;

    public string[] DeviceCgroupRule { get; set; } = null!;

    public ulong? DeviceReadBps { get; set; }

    public ulong? DeviceReadIops { get; set; }

    public ulong? DeviceWriteBps { get; set; }

    public ulong? DeviceWriteIops { get; set; }

    [AutoProperty("--{0}={1}")]
    public bool? DisableContentTrust { get; set; }

    public string[] Dns { get; set; } = null!;

    public string[] DnsOption { get; set; } = null!;

    public string[] DnsSearch { get; set; } = null!;

    public string Entrypoint { get; set; } = null!;

    public string[] Env { get; set; } = null!;

    public string[] EnvFile { get; set; } = null!;

    public string[] Expose { get; set; } = null!;

    public string[] GroupAdd { get; set; } = null!;

    public string HealthCmd { get; set; } = null!;

    public string HealthInterval { get; set; } = null!;

    public int? HealthRetries { get; set; }

    public string HealthStartPeriod { get; set; } = null!;

    public string HealthTimeout { get; set; } = null!;

    public string Hostname { get; set; } = null!;

    public bool? Init { get; set; }

    public bool? Interactive { get; set; }

    public string IoMaxbandwidth { get; set; } = null!;

    public string IoMaxiops { get; set; } = null!;

    public string Ip { get; set; } = null!;

    public string Ip6 { get; set; } = null!;

    public string Ipc { get; set; } = null!;

    public string Isolation { get; set; } = null!;

    public string KernelMemory { get; set; } = null!;

    public string[] Label { get; set; } = null!;

    public string[] LabelFile { get; set; } = null!;

    public string[] Link { get; set; } = null!;

    public string[] LinkLocalIp { get; set; } = null!;

    public string LogDriver { get; set; } = null!;

    public string[] LogOpt { get; set; } = null!;

    public string MacAddress { get; set; } = null!;

    public string Memory { get; set; } = null!;

    public string MemoryReservation { get; set; } = null!;

    public string MemorySwap { get; set; } = null!;

    public long? MemorySwappiness { get; set; }

    public string[] Mount { get; set; } = null!;

    public string Name { get; set; } = null!;

    public string Network { get; set; } = null!;

    public string[] NetworkAlias { get; set; } = null!;

    public bool? NoHealthcheck { get; set; }

    public bool? OomKillDisable { get; set; }

    public int? OomScoreAdj { get; set; }

    public string Pid { get; set; } = null!;

    public long? PidsLimit { get; set; }

    public string Platform { get; set; } = null!;

    public bool? Privileged { get; set; }

    public string[] Publish { get; set; } = null!;

    public bool? PublishAll { get; set; }

    public bool? ReadOnly { get; set; }

    public string Restart { get; set; } = null!;

    public bool? Rm { get; set; }

    public string Runtime { get; set; } = null!;

    public string[] SecurityOpt { get; set; } = null!;

    public string ShmSize { get; set; } = null!;

    public string StopSignal { get; set; } = null!;

    public int? StopTimeout { get; set; }

    public string[] StorageOpt { get; set; } = null!;

    public string[] Sysctl { get; set; } = null!;

    public string[] Tmpfs { get; set; } = null!;

    public bool? Tty { get; set; }

    public string[] Ulimit { get; set; } = null!;

    public string User { get; set; } = null!;

    public string Userns { get; set; } = null!;

    public string Uts { get; set; } = null!;

    public string[] Volume { get; set; } = null!;

    public string VolumeDriver { get; set; } = null!;

    public string[] VolumesFrom { get; set; } = null!;

    public string Workdir { get; set; } = null!;
}
