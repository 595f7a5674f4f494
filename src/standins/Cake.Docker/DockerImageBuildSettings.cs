namespace Cake.Docker;

/// <summary>Options of <c>docker image build</c>. null: not given.</summary>
public sealed class DockerImageBuildSettings : AutoToolSettings
{
    public string[] AddHost { get; set; } = null!;

    public string[] BuildArg { get; set; } = null!;

    public string[] CacheFrom { get; set; } = null!;

    public string CgroupParent { get; set; } = null!;

    public bool? Compress { get; set; }

    public long? CpuPeriod { get; set; }

    public long? CpuQuota { get; set; }

    public string CpusetCpus { get; set; } = null!;

    public string CpusetMems { get; set; } = null!;

    public long? CpuShares { get; set; }

    [AutoProperty("--{0}={1}")]
    public bool? DisableContentTrust { get; set; }

    public string File { get; set; } = null!;

    public bool? ForceRm { get; set; }

    public string Iidfile { get; set; } = null!;

    public string Isolation { get; set; } = null!;

    public string[] Label { get; set; } = null!;

    public string Memory { get; set; } = null!;

    public string MemorySwap { get; set; } = null!;

    public string Network { get; set; } = null!;

    public bool? NoCache { get; set; }

    public string Platform { get; set; } = null!;

    public string Progress { get; set; } = null!;

    public bool? Pull { get; set; }

    public bool? Quiet { get; set; }

    [AutoProperty("--{0}={1}")]
    public bool? Rm { get; set; }

    public string[] SecurityOpt { get; set; } = null!;

    public string ShmSize { get; set; } = null!;

    public bool? Squash { get; set; }

    public bool? Stream { get; set; }

    public string[] Tag { get; set; } = null!;

    public string Target { get; set; } = null!;

    public string[] Ulimit { get; set; } = null!;
}
