using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Springform.ContainerTests.Publish;

/// <summary>A certificate of our own for the three hosts of the fake, and the file that makes gh trust it.</summary>
internal sealed class LoopbackCertificate : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("springform-tls-").FullName;

    public LoopbackCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        foreach (var last in new byte[] { 1, 2, 3 })
            names.AddIpAddress(new IPAddress([127, 0, 0, last]));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(TrustFile, Certificate.ExportCertificatePem());
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>For SSL_CERT_FILE.</summary>
    public string TrustFile => Path.Combine(folder, "trust.pem");

    public void Dispose()
    {
        Certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
