using System.Runtime.InteropServices;
using EvidenceVault.Cli;

// RFC 8785 is UTF-8, whatever the terminal is set to.
Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await Commands.RunAsync(args, Console.Out, Console.Error, stop.Token);

// The first time it comes to an orderly end; the second time the system ends it.
void Stop(PosixSignalContext signal)
{
    if (stop.IsCancellationRequested) return;
    signal.Cancel = true;
    stop.Cancel();
}
