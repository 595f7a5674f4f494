namespace Cake.Docker;

/// <summary>Options of <c>docker buildx build</c>. null: not given.</summary>
public sealed class DockerBuildXBuildSettings : AutoToolSettings
{
    public string[] AddHost { get; set; } = null!;

    public string[] Allow { get; set; } = null!;

    public string[] Annotation { get; set; } = null!;

    public string[] BuildArg { get; set; } = null!;

    public string[] BuildContext { get; set; } = null!;

    public string Builder { get; set; } = null!;

    public string[] CacheFrom { get; set; } = null!;

    public string[] CacheTo { get; set; } = null!;

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

    public bool Load { get; set; }

    public string Memory { get; set; } = null!;

    public string MemorySwap { get; set; } = null!;

    public string MetadataFile { get; set; } = null!;

    public string Network { get; set; } = null!;

    public bool NoCache { get; set; }

    public string[] NoCacheFilter { get; set; } = null!;

    public string[] Output { get; set; } = null!;

    public string[] Platform { get; set; } = null!;

    public string Progress { get; set; } = null!;

    public bool Pull { get; set; }

    public bool Push { get; set; }

    public bool Quiet { get; set; }

    [AutoProperty("--{0}={1}")]
    public bool? Rm { get; set; }

    public string[] Secret { get; set; } = null!;

    public string[] SecurityOpt { get; set; } = null!;

    public string ShmSize { get; set; } = null!;

    public bool? Squash { get; set; }

    public string[] Ssh { get; set; } = null!;

    public string[] Tag { get; set; } = null!;

    public string Target { get; set; } = null!;

    public string[] Ulimit { get; set; } = null!;
}
