using System.Security.Cryptography;

namespace EvidenceVault.Pdf.Writing;

/// <summary>The attached files. Their bytes go into the file at once; only names stay in memory.</summary>
internal sealed class EmbeddedFiles(PdfObjectWriter writer, DateTimeOffset modified)
{
    private readonly SortedDictionary<string, int> _specifications = new(StringComparer.Ordinal);

    public void Add(Attachment attachment, Stream content)
    {
        if (_specifications.ContainsKey(attachment.Name))
            throw new ArgumentException($"A file named {attachment.Name} is attached already.", nameof(attachment));
        var parameters = writer.Reserve();
        var noted = "";
        var file = writer.WriteStream(
            $"/Type/EmbeddedFile/Subtype{PdfSyntax.Name(attachment.MediaType)}/Params {parameters} 0 R",
            target => noted = CopyNotingParameters(content, target));
        writer.Write(noted, parameters);
        var name = PdfSyntax.String(attachment.Name);
        _specifications[attachment.Name] = writer.Write(
            $"<</Type/Filespec/F{name}/UF{name}/Desc{PdfSyntax.String(attachment.Description)}"
            + $"/AFRelationship/{attachment.Relationship}/EF<</F {file} 0 R/UF {file} 0 R>>>>");
    }

    /// <returns>The entries for the catalog.</returns>
    public string Finish()
    {
        if (_specifications.Count == 0)
            return "";
        var names = writer.Write(
            "<</Names[" + string.Join(' ', _specifications.Select(file => $"{PdfSyntax.String(file.Key)} {file.Value} 0 R")) + "]>>");
        return $"/Names<</EmbeddedFiles {names} 0 R>>/AF{PdfSyntax.References(_specifications.Values)}";
    }

    private string CopyNotingParameters(Stream content, Stream target)
    {
#pragma warning disable CA5351 // The PDF format prescribes MD5 for this checksum; nothing is protected by it.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        var buffer = new byte[81_920];
        long size = 0;
        for (int read; (read = content.Read(buffer)) > 0; size += read)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            target.Write(buffer.AsSpan(0, read));
        }

        var date = PdfSyntax.Date(modified);
        return $"<</Size {size}/CreationDate{date}/ModDate{date}/CheckSum<{Convert.ToHexString(hash.GetHashAndReset())}>>>";
    }
}
