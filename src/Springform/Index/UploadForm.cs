using System.Security.Cryptography;
using System.Text;
using Springform.Http;
using Springform.Wheels.Rules;

namespace Springform.Index;

/// <summary>The form that an index takes a file by (PyPI's "Upload API", as twine sends it): metadata, digests, and the file as <c>content</c>.</summary>
internal static class UploadForm
{
    // Names of core metadata fields, and what the form calls them; those with an s may come more than once.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Metadata-Version"] = "metadata_version",
        ["Name"] = "name",
        ["Version"] = "version",
        ["Summary"] = "summary",
        ["Home-page"] = "home_page",
        ["Author"] = "author",
        ["Author-email"] = "author_email",
        ["Maintainer"] = "maintainer",
        ["Maintainer-email"] = "maintainer_email",
        ["License"] = "license",
        ["License-Expression"] = "license_expression",
        ["License-File"] = "license_file",
        ["Description"] = "description",
        ["Description-Content-Type"] = "description_content_type",
        ["Keywords"] = "keywords",
        ["Classifier"] = "classifiers",
        ["Platform"] = "platform",
        ["Project-URL"] = "project_urls",
        ["Requires-Dist"] = "requires_dist",
        ["Requires-Python"] = "requires_python",
        ["Provides-Extra"] = "provides_extra",
    };

    /// <summary>The content opens the file when it is sent; dispose it afterwards.</summary>
    /// <param name="moved">told the number of bytes of each piece of the file that went out</param>
    public static async Task<MultipartFormDataContent> MakeAsync(IndexFile file, Action<int> moved, CancellationToken cancellation)
    {
        // Some servers do not know the quotes that are allowed around a boundary.
        var boundary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var form = new MultipartFormDataContent(boundary);
        form.Headers.Remove("Content-Type");
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        Add(form, ":action", "file_upload");
        Add(form, "protocol_version", "1");
        var version = file.Metadata.FirstOrDefault(field => field.Key == "Metadata-Version").Value ?? "";
        foreach (var (name, value) in file.Metadata)
        {
            if (
                Names.TryGetValue(name, out var field)
                && !(name.Equals(MetadataFields.LicenceFile, StringComparison.OrdinalIgnoreCase) && MetadataFields.NewerThan(version, name) is not null)
            )
            {
                Add(form, field, value);
            }
        }

        Add(form, "filetype", file.IsWheel ? "bdist_wheel" : "sdist");
        Add(form, "pyversion", file.PythonVersion);
        Add(form, "md5_digest", await Md5Async(file.Path, cancellation));
        Add(form, "sha256_digest", file.Artifact.Sha256);
        var content = new FileBody(file.Path, file.Artifact.SizeBytes, file.Artifact.Sha256) { Moved = moved };
        content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"content\"; filename=\"{file.Artifact.Name}\"");
        form.Add(content);
        return form;
    }

    private static void Add(MultipartFormDataContent form, string name, string value)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(value));
        content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"");
        form.Add(content);
    }

    // The form has a field for it, and older indexes want it; SHA-256 is what is compared.
    private static async Task<string> Md5Async(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
#pragma warning disable CA5351 // not a matter of trust
        return Convert.ToHexStringLower(await MD5.HashDataAsync(file, cancellation));
#pragma warning restore CA5351
    }
}
