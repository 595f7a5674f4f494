namespace Cake.Docker;

/// <summary>Options of <c>docker buildx build</c>. null: not given.</summary>
public sealed class DockerBuildXBuildSettings : AutoToolSettings
{
    public string[] AddHost { get; set; }

    public string[] Allow { get; set; }

    public string[] Annotation { get; set; }

    public string[] BuildArg { get; set; }

    public string[] BuildContext { get; set; }

    public string Builder { get; set; }

    public string[] CacheFrom { get; set; }

    public string[] CacheTo { get; set; }

    public string CgroupParent { get; set; }

    public bool? Compress { get; set; }

    public long? CpuPeriod { get; set; }

    public long? CpuQuota { get; set; }

    public string CpusetCpus { get; set; }

    public string CpusetMems { get; set; }

    public long? CpuShares { get; set; }

    [AutoProperty("--{0}={1}")]
    public bool? DisableContentTrust { get; set; }

    public string File { get; set; }

    public bool? ForceRm { get; set; }

    public string Iidfile { get; set; }

    public string Isolation { get; set; }

    public string[] Label { get; set; }

    public bool Load { get; set; }

    public string Memory { get; set; }

    public string MemorySwap { get; set; }

    public string MetadataFile { get; set; }

    public string Network { get; set; }

    public bool NoCache { get; set; }

    public string[] NoCacheFilter { get; set; }

    public string[] Output { get; set; }

    public string[] Platform { get; set; }

    public string Progress { get; set; }

    public bool Pull { get; set; }

    public bool Push { get; set; }

    public bool Quiet { get; set; }

    [AutoProperty("--{0}={1}")]
    public bool? Rm { get; set; }

    public string[] Secret { get; set; }

    public string[] SecurityOpt { get; set; }

    public string ShmSize { get; set; }

    public bool? Squash { get; set; }

    public string[] Ssh { get; set; }

    public string[] Tag { get; set; }

    public string Target { get; set; }

    public string[] Ulimit { get; set; }
}
