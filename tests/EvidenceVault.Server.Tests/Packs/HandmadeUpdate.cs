using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EvidenceVault.Pdf.Sealing;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>An update behind the end of a sealed file that countersigns it, made by hand, so that it may do more than that. Whatever it does, its signature holds.</summary>
internal sealed partial class HandmadeUpdate
{
    private const int Capacity = 8_192;

    private readonly byte[] _file;
    private readonly string _dictionary;
    private readonly long _table;
    private readonly List<(int Id, string Body)> _more = [];

    public HandmadeUpdate(byte[] sealedFile)
    {
        _file = sealedFile;
        var text = Encoding.Latin1.GetString(sealedFile);
        _table = long.Parse(Start().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
        _dictionary = text[(int)_table..];
        var place = Waiting().Match(_dictionary);
        (Field, Page, Key) = (Number(place, 1), Number(place, 2), Number(place, 3));
        using var document = PdfDocument.Open(sealedFile);
        Pages = (int)((IndirectReferenceToken)document.Structure.Catalog.CatalogDictionary.Data["Pages"]).Data.ObjectNumber;
        (Size, Root, Info) = (Number(SizeOf().Match(_dictionary), 1), Number(RootOf().Match(_dictionary), 1), Number(InfoOf().Match(_dictionary), 1));
    }

    public int Field { get; }

    public int Page { get; }

    public int Key { get; }

    public int Pages { get; }

    public int Size { get; }

    public int Root { get; set; }

    public int Info { get; }

    /// <summary>What the field has more.</summary>
    public string MoreInField { get; set; } = "";

    /// <summary>Where the field is.</summary>
    public string Rectangle { get; set; } = "[0 0 0 0]";

    /// <summary>What the signature has more.</summary>
    public string MoreInSignature { get; set; } = "";

    /// <summary>What the table of objects has more.</summary>
    public string MoreInTable { get; set; } = "";

    /// <summary>What stands between the objects and their table.</summary>
    public string Between { get; set; } = "";

    /// <summary>What stands behind it all.</summary>
    public string Behind { get; set; } = "";

    /// <summary>Writes an object beside those of the countersignature.</summary>
    public HandmadeUpdate With(int id, string body)
    {
        _more.Add((id, body));
        return this;
    }

    /// <summary>The file with the update, signed.</summary>
    public byte[] Sign(SealSigner signer)
    {
        using var file = new MemoryStream();
        file.Write(_file);
        var places = new SortedDictionary<int, long>();
        var value = Size;
        var table = Size + 1;
        void Write(int id, string body)
        {
            places[id] = file.Length;
            Put(file, $"{id} 0 obj\n{body}\nendobj\n");
        }

        Write(Field, $"<</Type/Annot/Subtype/Widget/FT/Sig/T(Countersignature)/TU(Countersignature)/Rect{Rectangle}/F 132/P {Page} 0 R/StructParent {Key}/V {value} 0 R{MoreInField}>>");
        var head = $"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20261201090000Z)/Reason(Countersignature){MoreInSignature}/ByteRange ";
        const string range = "[0 0000000000 0000000000 0000000000]";
        var body = file.Length + $"{value} 0 obj\n".Length;
        Write(value, head + range + "/Contents <" + new string('0', 2 * Capacity) + ">>>");
        foreach (var (id, text) in _more) Write(id, text);
        Put(file, Between);
        places[table] = file.Length;
        var rows = places.Values.SelectMany(Row).ToArray();
        var index = string.Join(' ', places.Keys.Select(id => $"{id} 1"));
        Put(file, $"{table} 0 obj\n<</Type/XRef/Size {Size + 2}/Index[{index}]/W[1 4 2]/Root {Root} 0 R/Info {Info} 0 R/Prev {_table}/ID[<{IdOf().Match(_dictionary).Groups[1].Value}><00>]/Length {rows.Length}{MoreInTable}>>\nstream\n");
        file.Write(rows);
        Put(file, $"\nendstream\nendobj\nstartxref\n{places[table]}\n%%EOF\n{Behind}");
        PdfSeal.Seal(file, new SealSlot(body + head.Length, body + head.Length + range.Length + "/Contents ".Length, Capacity), signer);
        return file.ToArray();
    }

    private static byte[] Row(long at)
    {
        var row = new byte[7];
        row[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(row.AsSpan(1), (uint)at);
        return row;
    }

    private static void Put(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF\n$")]
    private static partial Regex Start();

    [GeneratedRegex(@"/EVLT_Countersignature\[(\d+) (\d+) (\d+)\]")]
    private static partial Regex Waiting();

    [GeneratedRegex(@"/Size (\d+)")]
    private static partial Regex SizeOf();

    [GeneratedRegex(@"/Root (\d+) 0 R")]
    private static partial Regex RootOf();

    [GeneratedRegex(@"/Info (\d+) 0 R")]
    private static partial Regex InfoOf();

    [GeneratedRegex(@"/ID\[<([0-9A-F]+)>")]
    private static partial Regex IdOf();
}
