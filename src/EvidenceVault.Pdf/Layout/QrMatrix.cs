using EvidenceVault.Pdf.Drawing;
using QRCoder;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Draws a QR code as rectangles, one for each run of dark modules, so that it stays sharp at any size.</summary>
internal static class QrMatrix
{
    /// <summary>Modules overlap by a hair, or some readers show light lines between the rows.</summary>
    private const double Overlap = 0.02;

    public static void Draw(ICanvas canvas, string payload, double left, double top, double size)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(payload, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var quiet = QuietZone(modules.Count, row => modules[row]);
        var step = size / (modules.Count - 2 * quiet);
        for (var row = quiet; row < modules.Count - quiet; row++)
        {
            for (var column = quiet; column < modules.Count - quiet;)
            {
                var end = column;
                while (end < modules.Count && modules[row][end])
                    end++;
                if (end > column)
                {
                    var box = new Box(left + (column - quiet) * step, top + (row - quiet) * step, (end - column) * step, step + Overlap);
                    canvas.Fill(box, new Rgb(0, 0, 0));
                }

                column = Math.Max(end, column + 1);
            }
        }
    }

    /// <summary>The blank border the generator adds; the page's own blank space serves as well.</summary>
    private static int QuietZone(int count, Func<int, System.Collections.BitArray> row)
    {
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                if (row(i)[j])
                    return i;
            }
        }

        return 0;
    }
}
