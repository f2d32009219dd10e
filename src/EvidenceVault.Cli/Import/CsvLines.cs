namespace EvidenceVault.Cli.Import;

/// <summary>Lines of a table, as the vault counts them: they end in a line feed, with a carriage return before it or not, or in a carriage return alone.</summary>
public static class CsvLines
{
    /// <summary>Just after the end of the first line; 0: it has none.</summary>
    public static int FirstEnd(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOfAny((byte)'\r', (byte)'\n');
        return at < 0 ? 0 : text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;
    }

    /// <summary>
    /// Just after the last end of a line that stands outside quotes; 0: there is none. A quote begins a quoted cell only where a cell begins, as
    /// the vault reads it. A carriage return that is the last byte is none yet: a line feed may follow.
    /// </summary>
    /// <param name="rows">Rows, from the begin of one.</param>
    /// <param name="delimiter">What stands between cells; null: quotes count for nothing.</param>
    public static int LastEnd(ReadOnlySpan<byte> rows, char? delimiter)
    {
        var (quoted, begins, last) = (false, true, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var c = rows[i];
            if (quoted)
            {
                if (c != '"') continue;
                if (i + 1 < rows.Length && rows[i + 1] == '"') i++;
                else quoted = false;
                continue;
            }

            var ends = c == '\n' || (c == '\r' && i + 1 < rows.Length && rows[i + 1] != '\n');
            if (ends) last = i + 1;
            quoted = c == '"' && begins && delimiter is not null;
            begins = ends || c == delimiter;
        }

        return last;
    }

    /// <summary>How many lines there are, a last one without an end included.</summary>
    public static long Count(ReadOnlySpan<byte> text)
    {
        var count = 0L;
        while (!text.IsEmpty)
        {
            count++;
            text = FirstEnd(text) is > 0 and var end ? text[end..] : [];
        }

        return count;
    }

    /// <summary>What stands between the cells of a header: that which stands most often outside quotes.</summary>
    public static char DelimiterOf(string header)
    {
        var unquoted = string.Concat(header.Split('"').Where((_, i) => i % 2 == 0));
        return ";,\t".MaxBy(c => unquoted.Count(u => u == c));
    }
}
